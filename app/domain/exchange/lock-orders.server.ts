import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { Currency } from '#app/kernel/money.ts';
import { smallest } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** An order as it stands under lock, its counters those of the periods that run now. */
export type LockedOrder = {
  readonly id: string;
  readonly organisationId: string;
  readonly niches: readonly string[];
  readonly regions: readonly string[];
  readonly currency: Currency;
  readonly topPriceMinor: bigint;
  readonly temperatures: readonly Temperature[];
  readonly minScore: number;
  readonly acceptUnknown: boolean;
  readonly languages: readonly string[];
  /** Neither paused nor outside of its hours, nor its organisation's trade stopped or money frozen. */
  readonly active: boolean;
  readonly lastSoldAt: Date | null;
  /** Those of the sellers in question that its organisation may not trade with, by their countries. */
  readonly barredSellers: readonly string[];
  /** Left of the tightest cap and budget; null without one. */
  readonly copiesLeft: number | null;
  readonly budgetLeftMinor: bigint | null;
};

type Row = {
  id: string;
  organisation_id: string;
  niches: string[];
  regions: string[];
  currency: Currency;
  max_price_minor: bigint;
  temperatures: Temperature[];
  min_score: number;
  accept_unknown: boolean;
  languages: string[];
  active: boolean;
  last_sold_at: Date | null;
  barred_sellers: string[];
  copies_left: number | null;
  budgets_left: string[];
};

/**
 * Locks orders until the transaction ends, in the order of their ids, and reads what room each has. A counter whose period
 * began later than ours (another batch was ahead of us at midnight) is that period's, and counts for us too.
 */
export async function lockOrders(
  tx: Queryable,
  input: { orderIds: readonly string[]; sellerIds: readonly string[]; now: Date },
): Promise<Map<string, LockedOrder>> {
  if (input.orderIds.length === 0) return new Map();
  const { rows } = await tx.query<Row>({
    name: 'lock-orders',
    text: `
      SELECT id, organisation_id, niches, regions, currency, max_price_minor, temperatures, min_score, accept_unknown, languages, last_sold_at,
        status = 'active' AND order_buys_at(hours_days, hours_from, hours_to, timezone, $2) AND NOT EXISTS (
          SELECT FROM organisation g WHERE g.id = organisation_id AND (g.blocked_at IS NOT NULL OR g.money_frozen_at IS NOT NULL)) AS active,
        CASE WHEN EXISTS (SELECT FROM setting WHERE key = 'barred_pairs' AND value <> '[]')
          THEN ARRAY(SELECT s FROM unnest($3::text[]) s WHERE trade_is_barred(s, organisation_id)) ELSE '{}' END AS barred_sellers,
        least(
          CASE WHEN cap_hour IS NOT NULL THEN cap_hour - CASE WHEN hour_start >= date_trunc('hour', $2::timestamptz, timezone) THEN hour_count ELSE 0 END END,
          CASE WHEN cap_day IS NOT NULL THEN cap_day - CASE WHEN day_start >= date_trunc('day', $2::timestamptz, timezone) THEN day_count ELSE 0 END END,
          CASE WHEN cap_week IS NOT NULL THEN cap_week - CASE WHEN week_start >= date_trunc('week', $2::timestamptz, timezone) THEN week_count ELSE 0 END END,
          CASE WHEN cap_month IS NOT NULL THEN cap_month - CASE WHEN month_start >= date_trunc('month', $2::timestamptz, timezone) THEN month_count ELSE 0 END END
        ) AS copies_left,
        array_remove(ARRAY[
          CASE WHEN budget_day_minor IS NOT NULL THEN
            budget_day_minor - CASE WHEN day_start >= date_trunc('day', $2::timestamptz, timezone) THEN day_spent_minor ELSE 0 END END,
          CASE WHEN budget_month_minor IS NOT NULL THEN
            budget_month_minor - CASE WHEN month_start >= date_trunc('month', $2::timestamptz, timezone) THEN month_spent_minor ELSE 0 END END,
          budget_total_minor - total_spent_minor
        ], NULL)::text[] AS budgets_left
      FROM standing_order WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE`,
    values: [input.orderIds, input.now, input.sellerIds],
  });
  return new Map(rows.map((row) => [row.id, toLockedOrder(row)]));
}

function toLockedOrder(row: Row): LockedOrder {
  const [first, ...others] = row.budgets_left.map(BigInt);
  const budgetLeft = first === undefined ? null : smallest(first, ...others);
  return {
    id: row.id,
    organisationId: row.organisation_id,
    niches: row.niches,
    regions: row.regions,
    currency: row.currency,
    topPriceMinor: row.max_price_minor,
    temperatures: row.temperatures,
    minScore: row.min_score,
    acceptUnknown: row.accept_unknown,
    languages: row.languages,
    active: row.active,
    lastSoldAt: row.last_sold_at,
    barredSellers: row.barred_sellers,
    copiesLeft: row.copies_left,
    budgetLeftMinor: budgetLeft !== null && budgetLeft < 0n ? 0n : budgetLeft,
  };
}
