import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { SaleStatus } from './sale.ts';

/** What becomes of a sale's money is decided on this, under lock. */
export type LockedSale = {
  readonly id: string;
  readonly leadId: string;
  readonly orderId: string | null;
  readonly sellerOrganisationId: string;
  readonly buyerOrganisationId: string;
  readonly currency: Currency;
  readonly priceMinor: bigint;
  readonly feeMinor: bigint;
  readonly status: SaleStatus;
  readonly soldAt: Date;
  readonly disputeUntil: Date;
};

/**
 * Locks a sale until the transaction ends: the release of its hold, a dispute and a ruling come one after another. Null when
 * there is none of that id.
 */
export async function lockSale(tx: Queryable, saleId: string): Promise<LockedSale | null> {
  const { rows } = await tx.query<LockedSale>(
    `SELECT id, lead_id AS "leadId", order_id AS "orderId", seller_organisation_id AS "sellerOrganisationId",
       buyer_organisation_id AS "buyerOrganisationId", currency, price_minor AS "priceMinor", fee_minor AS "feeMinor",
       status, sold_at AS "soldAt", dispute_until AS "disputeUntil"
     FROM sale WHERE id = $1 FOR NO KEY UPDATE`,
    [saleId],
  );
  return rows[0] ?? null;
}
