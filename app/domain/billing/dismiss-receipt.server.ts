import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Lays aside money that is no buyer's, such as interest; or takes it up again.
 * @param input.reason why it is none; null takes it up again
 * @throws Refusal `receipt_unknown`, `receipt_decided`
 */
export async function dismissReceipt(
  db: Db,
  input: Actor & { receiptId: string; reason: string | null; now: Date },
): Promise<void> {
  const { receiptId: id, reason, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.bankReceipt.updateMany({
      where: { id, status: reason === null ? 'dismissed' : 'waiting' },
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
