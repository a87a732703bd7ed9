import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { accountOf, platformAccount } from '#app/domain/billing/accounts.ts';
import { postTransfers, type Transfer } from '#app/domain/billing/post-transfers.server.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { LockedSale } from './lock-sale.server.ts';

/**
 * Gives the price of a disputed sale, which is locked, back to its buyer: the seller's share out of its hold and the
 * platform's fee. The order that bought it may spend the amount again in the period it was spent in; its cap stays
 * counted, and the lead stays sold. The database refuses it unless the dispute about the sale is upheld.
 */
export async function refundSale(
  tx: Queryable,
  input: Actor & { sale: LockedSale; now: Date },
): Promise<void> {
  const { sale } = input;
  // The order before the wallet, as by whoever sells to it.
  await giveBudgetBack(tx, sale);
  await postTransfers(tx, {
    transfers: transfersOf(sale),
    actor: input.actor,
    origin: input.origin,
    now: input.now,
  });
  await tx.query(`UPDATE sale SET status = 'refunded' WHERE id = $1`, [sale.id]);
}

function transfersOf(sale: LockedSale): Transfer[] {
  const { currency, id: subjectId } = sale;
  const creditAccountId = accountOf(sale.buyerOrganisationId, 'spendable', currency);
  const share: Transfer = {
    key: `dispute_share:${subjectId}`,
    kind: 'dispute_share',
    debitAccountId: accountOf(sale.sellerOrganisationId, 'pending', currency),
    creditAccountId,
    currency,
    amountMinor: sale.priceMinor - sale.feeMinor,
    subjectId,
  };
  const fee: Transfer = {
    key: `dispute_fee:${subjectId}`,
    kind: 'dispute_fee',
    debitAccountId: platformAccount('fees', currency),
    creditAccountId,
    currency,
    amountMinor: sale.feeMinor,
    subjectId,
  };
  return sale.feeMinor > 0n ? [share, fee] : [share];
}

/**
 * Lets the order that bought a sale spend its price again. A period that is over keeps what was spent in it; none goes below
 * zero, whatever clock the order was given since.
 */
export async function giveBudgetBack(tx: Queryable, sale: LockedSale): Promise<void> {
  if (sale.orderId === null) return;
  await tx.query(
    `UPDATE standing_order SET
       day_spent_minor = greatest(0, day_spent_minor -
         CASE WHEN day_start = date_trunc('day', $2::timestamptz, timezone) THEN $3::bigint ELSE 0 END),
       month_spent_minor = greatest(0, month_spent_minor -
         CASE WHEN month_start = date_trunc('month', $2::timestamptz, timezone) THEN $3::bigint ELSE 0 END),
       total_spent_minor = greatest(0, total_spent_minor - $3::bigint)
     WHERE id = $1`,
    [sale.orderId, sale.soldAt, sale.priceMinor],
  );
}
