import { knownLanguage } from '#app/domain/catalog/language.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import type { CheckedLead } from '#app/domain/leads/check-leads.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** Orders of one organisation that are looked at more closely: it bids once, and the second is there if the first has no room. */
const ORDERS_PER_ORGANISATION = 2;
/** Organisations looked at for one question at most, however many leads ask it. */
const MOST_FINALISTS = 200;

/** The orders that would buy a lead, as far as can be told without a lock. */
export type Candidates = {
  /** Ids of the orders of the best-paying organisations, best first. */
  readonly orderIds: readonly string[];
  /** How many organisations would buy, these among them. */
  readonly organisations: number;
  /** The most that any order beyond these would pay, in minor units; null when there is none. */
  readonly beyondMinor: bigint | null;
};

export const NO_CANDIDATES: Candidates = { orderIds: [], organisations: 0, beyondMinor: null };

/**
 * Organisations looked at more closely: as many as can win when each buys one, and the one that sets the price.
 * @param question.leads leads that ask the same
 * @param question.depth 1; more where the last look did not go far enough
 */
export function finalistsOf(question: { leads: number; copies: number; depth: number }): number {
  return Math.min(question.leads * question.copies * question.depth + 1, MOST_FINALISTS);
}

/**
 * Orders that would buy each lead, read without a lock: the transaction that sells checks them again. A lead of
 * a seller that is blocked or refused has none, nobody buys from an organisation that a member of theirs belongs to,
 * and nobody from a country that theirs may not trade with. What is in a niche that is not traded is not to be asked about.
 * @param input.depth as in `finalistsOf`
 * @returns by lead
 */
export async function findCandidates(
  db: Queryable,
  input: { reference: Reference; leads: readonly CheckedLead[]; depth: number; now: Date },
): Promise<Map<string, Candidates>> {
  if (input.leads.length === 0) return new Map();
  // Leads of one offer mostly ask the same: what is asked once is answered to all of them.
  const asking = Map.groupBy(input.leads, (checked) => JSON.stringify(toQuestion(input.reference, checked)));
  const questions = [...asking].map(([question, leads]) => {
    const { maxSells, salesCount } = present(leads[0], 'a question is asked by a lead').lead;
    const finalists = finalistsOf({ leads: leads.length, copies: maxSells - salesCount, depth: input.depth });
    return { question, finalists };
  });
  const { rows } = await db.query<Found>({
    name: 'find-candidates',
    text: `
      SELECT l.number, found.order_ids, found.organisations, found.beyond
      FROM json_to_recordset($1) AS l (number int, niches text[], regions text[], currency text, ask bigint, seller text,
        temperature text, score int, unknowns boolean, language text, passed_over text[], finalists int)
      CROSS JOIN LATERAL (
        SELECT countries_barred_to(g.country_code) AS barred_countries, g.blocked_at IS NULL AND g.review_status <> 'refused' AS trades,
          ARRAY(SELECT b.organisation_id FROM membership a JOIN membership b ON b.person_id = a.person_id WHERE a.organisation_id = g.id) || g.id AS kin
        FROM organisation g WHERE g.id = l.seller OFFSET 0) seller
      CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(place.id ORDER BY place.number) FILTER (WHERE place.organisations <= l.finalists), '{}') AS order_ids,
          coalesce(max(place.organisations), 0)::int AS organisations,
          max(place.bid) FILTER (WHERE place.organisations > l.finalists) AS beyond
        FROM (SELECT best.id, best.bid, row_number() OVER ranked AS number,
            count(*) FILTER (WHERE best.nth = 1) OVER ranked AS organisations
        FROM (SELECT able.id, able.bid, able.last_sold_at, row_number() OVER (
            PARTITION BY able.organisation_id ORDER BY able.bid DESC, able.last_sold_at NULLS FIRST, able.id) AS nth
        FROM (SELECT o.id, o.organisation_id, o.last_sold_at, least(o.max_price_minor, b.balance_minor,
            o.budget_day_minor - CASE WHEN o.budget_day_minor IS NOT NULL AND o.day_start >= date_trunc('day', $2::timestamptz, o.timezone)
              THEN o.day_spent_minor ELSE 0 END,
            o.budget_month_minor - CASE WHEN o.budget_month_minor IS NOT NULL AND o.month_start >= date_trunc('month', $2::timestamptz, o.timezone)
              THEN o.month_spent_minor ELSE 0 END,
            o.budget_total_minor - o.total_spent_minor) AS bid
        FROM (SELECT DISTINCT t.order_id FROM order_target t
              WHERE t.niche_code = ANY (l.niches) AND t.region_code = ANY (l.regions)
                AND t.currency = l.currency AND t.max_price_minor >= l.ask) t
        JOIN standing_order o ON o.id = t.order_id
        JOIN account_balance b ON b.account_id = o.organisation_id || ':spendable:' || o.currency
        WHERE o.status = 'active' AND o.organisation_id <> ALL (seller.kin) AND o.organisation_id <> ALL (l.passed_over)
          AND (cardinality(seller.barred_countries) = 0 OR (SELECT g.country_code <> ALL (seller.barred_countries) FROM organisation g WHERE g.id = o.organisation_id))
          AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL OR money_frozen_at IS NOT NULL)
          AND (cardinality(o.temperatures) = 0 OR l.temperature = ANY (o.temperatures))
          AND (cardinality(o.hours_days) = 0 OR order_buys_at(o.hours_days, o.hours_from, o.hours_to, o.timezone, $2))
          AND l.score >= o.min_score AND (o.accept_unknown OR NOT l.unknowns)
          AND (cardinality(o.languages) = 0 OR CASE WHEN l.language IS NULL THEN o.accept_unknown ELSE l.language = ANY (o.languages) END)
          AND (o.cap_hour IS NULL OR coalesce(o.hour_start < date_trunc('hour', $2::timestamptz, o.timezone), true) OR o.hour_count < o.cap_hour)
          AND (o.cap_day IS NULL OR coalesce(o.day_start < date_trunc('day', $2::timestamptz, o.timezone), true) OR o.day_count < o.cap_day)
          AND (o.cap_week IS NULL OR coalesce(o.week_start < date_trunc('week', $2::timestamptz, o.timezone), true) OR o.week_count < o.cap_week)
          AND (o.cap_month IS NULL OR coalesce(o.month_start < date_trunc('month', $2::timestamptz, o.timezone), true) OR o.month_count < o.cap_month)
        OFFSET 0) able WHERE able.bid >= l.ask) best
        WHERE best.nth <= $3
        WINDOW ranked AS (ORDER BY best.bid DESC, best.last_sold_at NULLS FIRST, best.id)) place
      ) found
      WHERE seller.trades`,
    values: [
      `[${questions.map(({ question, finalists }, number) => `{"number":${number},"finalists":${finalists},${question.slice(1)}`).join(',')}]`,
      input.now,
      ORDERS_PER_ORGANISATION,
    ],
  });
  const found = new Map(rows.map((row) => [questions[row.number]?.question, toCandidates(row)]));
  return new Map(
    [...asking].flatMap(([question, leads]) =>
      leads.map(({ lead }): [string, Candidates] => [lead.id, found.get(question) ?? NO_CANDIDATES]),
    ),
  );
}

type Found = { number: number; order_ids: string[]; organisations: number; beyond: bigint | null };

function toCandidates({ order_ids: orderIds, organisations, beyond }: Found): Candidates {
  return { orderIds, organisations, beyondMinor: beyond };
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
    copies: lead.maxSells - lead.salesCount,
    passed_over: passedOver,
    unknowns: results.some(({ verdict }) => verdict === 'unknown'),
    language: knownLanguage(lead.language),
  };
}
