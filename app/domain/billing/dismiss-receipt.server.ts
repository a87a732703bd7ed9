import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockReceipt } from './lock-receipt.server.ts';

/**
 * Lays aside money that is no buyer's, such as interest; or takes it, or what was said to be a double, up again.
 * @param input.reason why it is none; null takes it up again
 * @throws Refusal `receipt_unknown`, `receipt_decided`, `receipt_asked` while a second person is asked about it
 */
export async function dismissReceipt(
  db: Db,
  input: Actor & { receiptId: string; reason: string | null; now: Date },
): Promise<void> {
  const { receiptId: id, reason, now } = input;
  await db.prisma.$transaction(async (tx) => {
    if (reason !== null) await lockReceipt(tx, id);
    const { count } = await tx.bankReceipt.updateMany({
      where: { id, status: reason === null ? { in: ['dismissed', 'double'] } : 'waiting' },
      data:
        reason === null
          ? { status: 'waiting', reason: null, decidedBy: null, decidedAt: null }
          : { status: 'dismissed', reason, decidedBy: input.actor, decidedAt: now },
    });
    if (count === 0) {
      const known = await tx.bankReceipt.count({ where: { id } });
      throw new Refusal(known > 0 ? 'receipt_decided' : 'receipt_unknown');
    }
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: reason === null ? 'bank_receipt.taken_up' : 'bank_receipt.dismissed',
      subjectId: id,
      details: reason === null ? {} : { reason },
    });
  });
}
