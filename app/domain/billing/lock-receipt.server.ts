import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/**
 * Locks a receipt that somebody is about to say something of.
 * @throws Refusal `receipt_unknown`, `receipt_decided` when somebody was faster, `receipt_asked` while a second person is asked
 * about it
 */
export async function lockReceipt(tx: PrismaTx, receiptId: string) {
  const locked = await tx.$queryRaw<
    unknown[]
  >`SELECT id FROM bank_receipt WHERE id = ${receiptId} FOR UPDATE`;
  if (locked.length === 0) throw new Refusal('receipt_unknown');
  const receipt = present(await tx.bankReceipt.findUnique({ where: { id: receiptId } }), 'it is locked');
  if (receipt.status !== 'waiting') throw new Refusal('receipt_decided');
  if ((await tx.bankBooking.count({ where: { receiptId, status: 'waiting' } })) > 0)
    throw new Refusal('receipt_asked');
  return receipt;
}
