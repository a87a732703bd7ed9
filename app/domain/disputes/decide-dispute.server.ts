import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { unfreezeSale } from '#app/domain/exchange/freeze-sale.server.ts';
import { saleMoved } from '#app/domain/exchange/jobs.ts';
import type { LockedSale } from '#app/domain/exchange/lock-sale.server.ts';
import { refundSale } from '#app/domain/exchange/refund-sale.server.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { Dispute, Outcome } from './dispute.ts';
import { type DisputeRow, toDispute } from './dispute-row.ts';
import { disputeDecided } from './jobs.ts';
import { type Addresses, writeOfEnd } from './write-to-sides.server.ts';

/**
 * Ends a dispute in the caller's transaction, which holds it and its sale locked: upheld, the buyer is given the price back;
 * refused, the seller's hold runs on. The database refuses money that moves before the ruling stands, so it is written first.
 * @param input.write what else the dispute says from now on: the answer or the ruling
 * @param input.organisationId for the audit: who decided, null for the exchange
 */
export async function decideDispute(
  tx: PrismaTx,
  db: Db,
  input: Actor & {
    dispute: Dispute;
    sale: LockedSale;
    outcome: Outcome;
    ruledBy: string;
    write: Partial<DisputeRow>;
    organisationId: string | null;
    details: Record<string, unknown>;
    addresses: Addresses;
    now: Date;
  },
): Promise<Dispute> {
  const { dispute, sale, outcome, now } = input;
  const row = await tx.dispute.update({
    where: { id: dispute.id },
    data: { ...input.write, status: 'decided', outcome, ruledBy: input.ruledBy, ruledAt: now },
  });
  if (outcome === 'upheld') {
    await refundSale(queryableOf(tx), { ...input, sale });
    await enqueue(db.queue, tx, saleMoved, [{ saleId: sale.id, to: 'returned' }]);
  } else await unfreezeSale(queryableOf(tx), sale.id);
  await recordAudit(tx, {
    ...input,
    action: 'dispute.decided',
    subjectId: dispute.id,
    details: {
      saleId: sale.id,
      outcome,
      ...(outcome === 'upheld' ? { refundMinor: dispute.refundMinor, currency: dispute.currency } : {}),
      ...input.details,
    },
  });
  const decided = toDispute(row);
  await writeOfEnd(tx, db, { dispute: decided, addresses: input.addresses, now });
  await enqueue(db.queue, tx, disputeDecided, [{ disputeId: dispute.id }]);
  return decided;
}
