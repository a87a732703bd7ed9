import type { Reference } from '#app/domain/catalog/reference.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { BuyingHours } from './buying-hours.ts';
import { toBuyingHours } from './order-row.ts';
import { publishedPrice, publishedRoom, roomOf } from './published-demand.ts';

/** What a buyer asks for, as sellers may see it: not whose it is, and figures only as exact as the board publishes them. */
export type Demand = {
  readonly niches: readonly string[];
  readonly regions: readonly string[];
  readonly currency: Currency;
  /** The buyer's top price, cut to two figures. */
  readonly topPriceMinor: bigint;
  /** At least so many leads fit today; 0 when today's are bought. */
  readonly roomToday: number;
  /** When the buyer's day ends and the room begins anew. */
  readonly renewsAt: Date;
  /** When it buys, by the clock of `timezone`; null is at any time. */
  readonly hours: BuyingHours | null;
  readonly timezone: string;
  /** At most about so many an hour; null without such a cap. */
  readonly roomPerHour: number | null;
  /** None means any. */
  readonly temperatures: readonly Temperature[];
  readonly minScore: number;
  readonly acceptUnknown: boolean;
  /** None means any. */
  readonly languages: readonly string[];
};

export type DemandQuestion = {
  readonly nicheCode: string | null;
  readonly regionCode: string | null;
  /** Who asks: their own orders would not buy from them. */
  readonly exceptOrganisationId: string;
  readonly sort: 'new' | 'price';
  /** What a unit of each currency is worth in one and the same currency: prices are compared by it. */
  readonly rates: Readonly<Record<Currency, number>>;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly now: Date;
};

type Row = {
  niches: string[];
  regions: string[];
  currency: Currency;
  max_price_minor: bigint;
  temperatures: Temperature[];
  min_score: number;
  accept_unknown: boolean;
  languages: string[];
  cap_hour: number | null;
  hours_days: string[];
  hours_from: number | null;
  hours_to: number | null;
  timezone: string;
  copies_today: number | null;
  copies_later: number | null;
  budget_today: bigint | null;
  budget_later: bigint | null;
  spendable: bigint;
  renews_at: Date;
  total: number;
};

/**
 * A page of all buyers' active orders that have money for at least one lead at their top price, with how many there are.
 * One whose day is full is shown as full; one whose week, month or whole budget is, is not.
 */
export async function readDemand(
  db: Queryable,
  reference: Reference,
  question: DemandQuestion,
): Promise<{ demand: Demand[]; total: number }> {
  const { rows } = await db.query<Row>(
    `WITH wanted AS (
       SELECT o.*, b.balance_minor AS spendable,
         o.cap_day - CASE WHEN o.day_start >= p.day THEN o.day_count ELSE 0 END AS copies_today,
         least(o.cap_week - CASE WHEN o.week_start >= p.week THEN o.week_count ELSE 0 END,
               o.cap_month - CASE WHEN o.month_start >= p.month THEN o.month_count ELSE 0 END) AS copies_later,
         o.budget_day_minor - CASE WHEN o.day_start >= p.day THEN o.day_spent_minor ELSE 0 END AS budget_today,
         least(o.budget_month_minor - CASE WHEN o.month_start >= p.month THEN o.month_spent_minor ELSE 0 END,
               o.budget_total_minor - o.total_spent_minor) AS budget_later,
         (date_trunc('day', $4::timestamptz AT TIME ZONE o.timezone) + interval '1 day') AT TIME ZONE o.timezone AS renews_at
       FROM standing_order o
       JOIN account_balance b ON b.account_id = o.organisation_id || ':spendable:' || o.currency
       CROSS JOIN LATERAL (SELECT date_trunc('day', $4::timestamptz, o.timezone) AS day,
         date_trunc('week', $4::timestamptz, o.timezone) AS week, date_trunc('month', $4::timestamptz, o.timezone) AS month) p
       WHERE o.status = 'active' AND o.organisation_id <> $3 AND NOT trade_is_barred(o.organisation_id, $3)
         AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL OR money_frozen_at IS NOT NULL)
         AND ($1::text[] IS NULL OR o.niches && $1)
         AND ($2::text IS NULL OR EXISTS (
           SELECT FROM region wanted, region asked
           WHERE wanted.code = $2 AND asked.code = ANY (o.regions)
             AND (asked.code = ANY (wanted.path) OR wanted.code = ANY (asked.path))))
     )
     SELECT niches, regions, currency, max_price_minor, temperatures, min_score, accept_unknown, languages, cap_hour, hours_days,
       hours_from, hours_to, timezone, copies_today,
       copies_later, budget_today, budget_later, spendable, renews_at, (count(*) OVER ())::int AS total
     FROM wanted
     WHERE spendable >= max_price_minor AND (copies_later IS NULL OR copies_later > 0)
       AND (budget_later IS NULL OR budget_later >= max_price_minor)
     -- By the price as it is published (publishedPrice): by the exact one, an order of one's own would find it out.
     ORDER BY CASE WHEN $8 = 'price' THEN
       (max_price_minor - max_price_minor % (10 ^ greatest(length(max_price_minor::text) - 2, 0))::bigint)
         * ($5::jsonb ->> currency)::float8 END DESC, id DESC
     LIMIT $6 OFFSET $7`,
    [
      question.nicheCode && nichesAround(reference, question.nicheCode),
      question.regionCode,
      question.exceptOrganisationId,
      question.now,
      JSON.stringify(question.rates),
      question.pageSize,
      (question.page - 1) * question.pageSize,
      question.sort,
    ],
  );
  return { demand: rows.map(toDemand), total: rows[0]?.total ?? 0 };
}

/** Who asks for a whole sector buys in each of its niches, and who looks at a sector looks at all of them. */
function nichesAround(reference: Reference, code: string): string[] {
  const above = reference.niches.get(code)?.path ?? [];
  const below = [...reference.niches.values()].filter(({ path }) => path.includes(code));
  return [...new Set([...above, ...below.map((niche) => niche.code)])];
}

function toDemand(row: Row): Demand {
  const given = <Left>(...left: (Left | null)[]) => left.filter((one): one is Left => one !== null);
  const room = roomOf(row.max_price_minor, given(row.copies_today, row.copies_later), [
    row.spendable,
    ...given(row.budget_today, row.budget_later),
  ]);
  return {
    niches: row.niches,
    regions: row.regions,
    currency: row.currency,
    topPriceMinor: publishedPrice(row.max_price_minor),
    roomToday: publishedRoom(room),
    renewsAt: row.renews_at,
    hours: toBuyingHours({ hoursDays: row.hours_days, hoursFrom: row.hours_from, hoursTo: row.hours_to }),
    timezone: row.timezone,
    roomPerHour: row.cap_hour === null ? null : publishedRoom(row.cap_hour),
    temperatures: row.temperatures,
    minScore: row.min_score,
    acceptUnknown: row.accept_unknown,
    languages: row.languages,
  };
}
