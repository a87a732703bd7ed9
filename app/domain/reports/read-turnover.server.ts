import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { idFrom } from './id-from.ts';

/** What was traded since a moment. */
export type Turnover = {
  /** Test leads are none. */
  readonly leads: number;
  readonly accepted: number;
  readonly sales: number;
  /** Minor units by currency: what buyers paid for sales that were not given back, and the exchange's share of it. */
  readonly money: readonly {
    readonly currency: Currency;
    readonly turnoverMinor: bigint;
    readonly feesMinor: bigint;
  }[];
};

type MoneyRow = { currency: Currency; sales: number; turnoverMinor: bigint; feesMinor: bigint };

/** How the exchange is doing since `since`. */
export async function readTurnover(db: Queryable, input: { since: Date }): Promise<Turnover> {
  const [{ rows: leads }, { rows: money }] = await Promise.all([
    db.query<{ leads: number; accepted: number }>(
      `SELECT count(*)::int AS leads,
         count(*) FILTER (WHERE settled_at IS NOT NULL AND status NOT IN ('rejected', 'duplicate'))::int AS accepted
       FROM lead WHERE id >= $1 AND NOT test`,
      [idFrom('lead', input.since)],
    ),
    db.query<MoneyRow>(
      `SELECT currency, count(*)::int AS sales,
         coalesce(sum(price_minor) FILTER (WHERE status <> 'refunded'), 0)::bigint AS "turnoverMinor",
         coalesce(sum(fee_minor) FILTER (WHERE status <> 'refunded'), 0)::bigint AS "feesMinor"
       FROM sale WHERE id >= $1 GROUP BY currency ORDER BY currency`,
      [idFrom('sale', input.since)],
    ),
  ]);
  return {
    leads: leads[0]?.leads ?? 0,
    accepted: leads[0]?.accepted ?? 0,
    sales: money.reduce((sum, row) => sum + row.sales, 0),
    money: money.map(({ currency, turnoverMinor, feesMinor }) => ({ currency, turnoverMinor, feesMinor })),
  };
}
