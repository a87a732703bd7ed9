import { knownLanguage } from '#app/domain/catalog/language.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import type { CheckedLead } from '#app/domain/leads/check-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** Orders of one organisation that are looked at more closely: it bids once, and the second is there if the first has no room. */
const ORDERS_PER_ORGANISATION = 2;
/** Organisations beyond those that can win and the one that sets the price, should some have no room under lock. */
const SPARE_ORGANISATIONS = 2;

/** Orders looked at more closely for a lead of so many copies: the best-paying with room, as far as can be told without a lock. */
export function finalistsLimit(copies: number): number {
  return ORDERS_PER_ORGANISATION * (copies + 1 + SPARE_ORGANISATIONS);
}

/**
 * Orders that would buy each lead, best first, read without a lock: the transaction that sells checks them again. A lead of
 * a seller that is blocked or refused has none, nobody buys from an organisation that a member of theirs belongs to,
 * and nobody from a country that theirs may not trade with. What is in a niche that is not traded is not to be asked about.
 * @returns ids of orders by lead
 */
export async function findCandidates(
  db: Queryable,
  input: { reference: Reference; leads: readonly CheckedLead[]; now: Date },
): Promise<Map<string, string[]>> {
  if (input.leads.length === 0) return new Map();
  // Leads of one offer mostly ask the same: what is asked once is answered to all of them.
  const asking = Map.groupBy(input.leads, (checked) => JSON.stringify(toQuestion(input.reference, checked)));
  const questions = [...asking.keys()];
  const { rows } = await db.query<{ number: number; order_ids: string[] }>({
    name: 'find-candidates',
    text: `
      SELECT l.number, ARRAY(
        SELECT best.id
        FROM (SELECT o.id, o.max_price_minor, o.last_sold_at, row_number() OVER (
            PARTITION BY o.organisation_id ORDER BY o.max_price_minor DESC, o.last_sold_at NULLS FIRST, o.id) AS nth
        FROM (SELECT DISTINCT t.order_id FROM order_target t
              WHERE t.niche_code = ANY (l.niches) AND t.region_code = ANY (l.regions)
                AND t.currency = l.currency AND t.max_price_minor >= l.ask) t
        JOIN standing_order o ON o.id = t.order_id
        JOIN account_balance b ON b.account_id = o.organisation_id || ':spendable:' || o.currency
        WHERE o.status = 'active' AND o.organisation_id <> ALL (kin.ids) AND o.organisation_id <> ALL (l.passed_over)
          AND b.balance_minor >= l.ask
          AND (cardinality(bars.countries) = 0 OR (SELECT g.country_code <> ALL (bars.countries) FROM organisation g WHERE g.id = o.organisation_id))
          AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL OR money_frozen_at IS NOT NULL)
          AND (cardinality(o.temperatures) = 0 OR l.temperature = ANY (o.temperatures))
          AND (cardinality(o.hours_days) = 0 OR order_buys_at(o.hours_days, o.hours_from, o.hours_to, o.timezone, $2))
          AND l.score >= o.min_score AND (o.accept_unknown OR NOT l.unknowns)
          AND (cardinality(o.languages) = 0 OR CASE WHEN l.language IS NULL THEN o.accept_unknown ELSE l.language = ANY (o.languages) END)
          AND (o.cap_hour IS NULL OR coalesce(o.hour_start < date_trunc('hour', $2::timestamptz, o.timezone), true) OR o.hour_count < o.cap_hour)
          AND (o.cap_day IS NULL OR coalesce(o.day_start < date_trunc('day', $2::timestamptz, o.timezone), true) OR o.day_count < o.cap_day)
          AND (o.cap_week IS NULL OR coalesce(o.week_start < date_trunc('week', $2::timestamptz, o.timezone), true) OR o.week_count < o.cap_week)
          AND (o.cap_month IS NULL OR coalesce(o.month_start < date_trunc('month', $2::timestamptz, o.timezone), true) OR o.month_count < o.cap_month)
          AND (o.budget_day_minor IS NULL OR coalesce(o.day_start < date_trunc('day', $2::timestamptz, o.timezone), true)
            OR o.budget_day_minor - o.day_spent_minor >= l.ask)
          AND (o.budget_month_minor IS NULL OR coalesce(o.month_start < date_trunc('month', $2::timestamptz, o.timezone), true)
            OR o.budget_month_minor - o.month_spent_minor >= l.ask)
          AND (o.budget_total_minor IS NULL OR o.budget_total_minor - o.total_spent_minor >= l.ask)
        ) best
        WHERE best.nth <= $3
        ORDER BY best.max_price_minor DESC, best.last_sold_at NULLS FIRST, best.id LIMIT l.finalists
      ) AS order_ids
      FROM json_to_recordset($1) AS l (number int, niches text[], regions text[], currency text, ask bigint, seller text,
        temperature text, score int, unknowns boolean, language text, passed_over text[], finalists int)
      CROSS JOIN LATERAL (
        SELECT array_append(array_agg(b.organisation_id), l.seller) AS ids
        FROM membership a JOIN membership b ON b.person_id = a.person_id WHERE a.organisation_id = l.seller) kin
      CROSS JOIN LATERAL (SELECT countries_barred_to(g.country_code) AS countries FROM organisation g WHERE g.id = l.seller) bars
      WHERE (SELECT g.blocked_at IS NULL AND g.review_status <> 'refused' FROM organisation g WHERE g.id = l.seller)`,
    values: [
      `[${questions.map((question, number) => `{"number":${number},${question.slice(1)}`).join(',')}]`,
      input.now,
      ORDERS_PER_ORGANISATION,
    ],
  });
  const found = new Map(rows.map((row) => [questions[row.number], row.order_ids]));
  return new Map(
    [...asking].flatMap(([question, leads]) =>
      leads.map(({ lead }): [string, string[]] => [lead.id, found.get(question) ?? []]),
    ),
  );
}

function toQuestion(reference: Reference, { lead, temperature, score, results, passedOver }: CheckedLead) {
  return {
    niches: present(reference.niches.get(lead.niche), 'a lead is in a known niche').path,
    regions: present(reference.regions.get(lead.placeCode), 'a lead lies in a known region').path,
    currency: lead.currency,
    ask: lead.askMinor.toString(),
    seller: lead.organisationId,
    temperature,
    score,
    finalists: finalistsLimit(lead.maxSells - lead.salesCount),
    passed_over: passedOver,
    unknowns: results.some(({ verdict }) => verdict === 'unknown'),
    language: knownLanguage(lead.language),
  };
}
