import { type LockedSale, lockSale } from '#app/domain/exchange/lock-sale.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Dispute } from './dispute.ts';
import { toDispute } from './dispute-row.ts';

/**
 * Locks a dispute with its sale, the sale first, until the transaction ends: answers and rulings come one after another.
 * @throws Refusal `dispute_unknown`, `dispute_decided`
 */
export async function lockUndecided(
  tx: PrismaTx,
  disputeId: string,
): Promise<{ dispute: Dispute; sale: LockedSale }> {
  const found = await tx.dispute.findUnique({ where: { id: disputeId }, select: { saleId: true } });
  if (!found) throw new Refusal('dispute_unknown');
  const sale = present(await lockSale(queryableOf(tx), found.saleId), 'sales are not removed');
  await tx.$queryRaw`SELECT FROM dispute WHERE id = ${disputeId} FOR NO KEY UPDATE`;
  const dispute = toDispute(await tx.dispute.findUniqueOrThrow({ where: { id: disputeId } }));
  if (dispute.outcome !== null) throw new Refusal('dispute_decided', { outcome: dispute.outcome });
  return { dispute, sale };
}
