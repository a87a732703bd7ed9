import type { Reference } from '#app/domain/catalog/reference.ts';
import { present } from '#app/kernel/assert.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { RoomPart } from './room-over.ts';

export type RoomQuestion = {
  readonly offerId: string;
  readonly organisationId: string;
  readonly niche: string;
  readonly regions: readonly string[];
  readonly currency: string;
  readonly askMinor: bigint;
};

/**
 * Whether any standing order could pay for a lead of each offer now, by its caps, budgets and wallet, and where. Buying hours are left
 * out: they are known beforehand and begin again by themselves. So are a lead's score and temperature, which no offer has. An order
 * from a country that the seller's may not trade with has no room for it.
 * @returns by offer, one part for each region that orders name
 */
export async function findRoom(
  db: Queryable,
  input: { reference: Reference; questions: readonly RoomQuestion[]; now: Date },
): Promise<Map<string, RoomPart[]>> {
  const { reference, questions, now } = input;
  if (questions.length === 0) return new Map();
  const pathOf = (code: string) => present(reference.regions.get(code), 'an offer names known regions').path;
  const { rows } = await db.query<{
    offer_id: string;
    region_code: string;
    has_room: boolean;
    opens_at: Date | null;
  }>(
    `SELECT q.offer_id, w.region_code, bool_or(w.has_room) AS has_room, min(w.opens_at) AS opens_at
     FROM json_to_recordset($1) AS q (offer_id text, seller text, niches text[], regions text[], above text[], currency text, ask bigint)
     CROSS JOIN LATERAL (
       SELECT array_append(array_agg(b.organisation_id), q.seller) AS ids,
         (SELECT countries_barred_to(g.country_code) FROM organisation g WHERE g.id = q.seller) AS barred_countries
       FROM membership a JOIN membership b ON b.person_id = a.person_id WHERE a.organisation_id = q.seller) kin
     CROSS JOIN LATERAL (
       SELECT unnest(t.region_codes) AS region_code, NOT (f.spent OR f.hour OR f.day OR f.week OR f.month) AS has_room,
         CASE WHEN NOT f.spent THEN greatest(
           CASE WHEN f.hour THEN (date_trunc('hour', $2::timestamptz AT TIME ZONE o.timezone) + interval '1 hour') AT TIME ZONE o.timezone END,
           CASE WHEN f.day THEN (date_trunc('day', $2::timestamptz AT TIME ZONE o.timezone) + interval '1 day') AT TIME ZONE o.timezone END,
           CASE WHEN f.week THEN (date_trunc('week', $2::timestamptz AT TIME ZONE o.timezone) + interval '1 week') AT TIME ZONE o.timezone END,
           CASE WHEN f.month THEN (date_trunc('month', $2::timestamptz AT TIME ZONE o.timezone) + interval '1 month') AT TIME ZONE o.timezone END)
         END AS opens_at
       FROM (SELECT t.order_id, array_agg(DISTINCT t.region_code) AS region_codes FROM order_target t JOIN region r ON r.code = t.region_code
             WHERE t.niche_code = ANY (q.niches) AND t.currency = q.currency AND t.max_price_minor >= q.ask
               AND (t.region_code = ANY (q.above) OR r.path && q.regions)
             GROUP BY t.order_id) t
       JOIN standing_order o ON o.id = t.order_id
       JOIN account_balance b ON b.account_id = o.organisation_id || ':spendable:' || o.currency
       CROSS JOIN LATERAL (SELECT
         b.balance_minor < q.ask OR coalesce(o.budget_total_minor - o.total_spent_minor < q.ask, false) AS spent,
         coalesce(o.hour_start >= date_trunc('hour', $2::timestamptz, o.timezone) AND o.hour_count >= o.cap_hour, false) AS hour,
         coalesce(o.day_start >= date_trunc('day', $2::timestamptz, o.timezone)
           AND (coalesce(o.day_count >= o.cap_day, false) OR coalesce(o.budget_day_minor - o.day_spent_minor < q.ask, false)), false) AS day,
         coalesce(o.week_start >= date_trunc('week', $2::timestamptz, o.timezone) AND o.week_count >= o.cap_week, false) AS week,
         coalesce(o.month_start >= date_trunc('month', $2::timestamptz, o.timezone)
           AND (coalesce(o.month_count >= o.cap_month, false) OR coalesce(o.budget_month_minor - o.month_spent_minor < q.ask, false)), false) AS month
       ) f
       WHERE o.status = 'active' AND o.organisation_id <> ALL (kin.ids)
         AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL OR money_frozen_at IS NOT NULL
           OR country_code = ANY (kin.barred_countries))
     ) w
     GROUP BY q.offer_id, w.region_code`,
    [
      JSON.stringify(
        questions.map((question) => ({
          offer_id: question.offerId,
          seller: question.organisationId,
          niches: present(reference.niches.get(question.niche), 'an offer names a known niche').path,
          regions: question.regions,
          above: [...new Set(question.regions.flatMap(pathOf))],
          currency: question.currency,
          ask: question.askMinor.toString(),
        })),
      ),
      now,
    ],
  );
  const found = new Map<string, RoomPart[]>();
  for (const { offer_id: offerId, region_code: regionCode, has_room: hasRoom, opens_at: opensAt } of rows)
    found.set(offerId, [...(found.get(offerId) ?? []), { regionCode, hasRoom, opensAt }]);
  return found;
}
