import { leastId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** What the sales of one offer brought. */
export type Income = {
  readonly offerId: string;
  readonly currency: Currency;
  readonly salesCount: number;
  /** The seller's shares, held ones among them; minor units. */
  readonly earnedMinor: bigint;
};

/** What a seller's sales since a moment brought, by offer; what went back to a buyer is not among it. */
export async function readSellersIncome(
  db: Queryable,
  input: { organisationId: string; since: Date },
): Promise<Income[]> {
  const { rows } = await db.query<Income>(
    `SELECT offer_id AS "offerId", currency, count(*)::int AS "salesCount", sum(price_minor - fee_minor)::bigint AS "earnedMinor"
     FROM sale WHERE seller_organisation_id = $1 AND id >= $2 AND status <> 'refunded' GROUP BY offer_id, currency`,
    [input.organisationId, leastId('sale', input.since.getTime())],
  );
  return rows;
}
