import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockReceipt } from './lock-receipt.server.ts';

/**
 * Says of a receipt that it is the line it looks like, told once more by another export of the bank: nothing is booked of it. Of one
 * export no two lines are the same one.
 * @throws Refusal `receipt_unknown`, `receipt_decided`, `receipt_asked`, `receipt_resembles_none`, `receipt_double_taken`
 */
export async function markReceiptDouble(
  db: Db,
  input: Actor & { receiptId: string; now: Date },
): Promise<void> {
  const { receiptId: id, actor, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const { resemblesId, statementId, account } = await lockReceipt(tx, id);
    if (resemblesId === null) throw new Refusal('receipt_resembles_none');
    await tx.$queryRaw`SELECT id FROM bank_receipt WHERE id = ${resemblesId} FOR NO KEY UPDATE`;
    const [others, names] = await Promise.all([
      tx.bankReceipt.count({ where: { resemblesId, statementId, status: 'double' } }),
      tx.bankLineName.count({ where: { account, receiptId: resemblesId, statementId: statementId ?? '' } }),
    ]);
    if (others + names > 0) throw new Refusal('receipt_double_taken');
    await tx.bankReceipt.update({
      where: { id },
      data: { status: 'double', decidedBy: actor, decidedAt: now },
    });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'bank_receipt.double',
      subjectId: id,
      details: { of: resemblesId },
    });
  });
}
