import { leastId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** What was bought in one currency, less what was given back for. Amounts in minor units. */
export type Spending = {
  readonly currency: Currency;
  readonly todayMinor: bigint;
  readonly todayCount: number;
  readonly weekMinor: bigint;
  readonly weekCount: number;
  /** The middle price of the week's leads. */
  readonly medianMinor: bigint;
};

/** What an organisation spent on leads since two moments, a row for each currency, the most spent first. */
export async function readSpending(
  db: Db,
  input: { organisationId: string; startOfDay: Date; weekAgo: Date },
): Promise<Spending[]> {
  const { rows } = await db.pool.query<Spending>(
    `SELECT currency, coalesce(sum(price_minor) FILTER (WHERE sold_at >= $2), 0)::bigint AS "todayMinor",
       (count(*) FILTER (WHERE sold_at >= $2))::int AS "todayCount", sum(price_minor)::bigint AS "weekMinor",
       count(*)::int AS "weekCount", percentile_disc(0.5) WITHIN GROUP (ORDER BY price_minor) AS "medianMinor"
     FROM sale WHERE buyer_organisation_id = $1 AND id >= $4 AND sold_at >= $3 AND status <> 'refunded'
     GROUP BY currency ORDER BY count(*) DESC, currency`,
    [
      input.organisationId,
      input.startOfDay,
      input.weekAgo,
      leastId('sale', after(input.weekAgo, -DAY_MS).getTime()),
    ],
  );
  return rows;
}
