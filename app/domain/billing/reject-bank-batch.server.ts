import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockBankBatch } from './lock-bank-batch.server.ts';
import { returnBankPayouts } from './return-bank-payouts.server.ts';

/**
 * Gives a batch up: all its money is available to its sellers again. Once somebody has taken its file the bank may have it, and
 * it is only settled payout by payout.
 * @throws Refusal `batch_unknown`, `batch_changed`, `batch_file_taken`
 */
export async function rejectBankBatch(
  db: Db,
  input: Actor & { batchId: string; reason: string; now: Date },
): Promise<void> {
  const { batchId, reason, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const batch = await lockBankBatch(tx, { batchId, statuses: ['proposed', 'approved'] });
    if (batch.fileTakenAt) throw new Refusal('batch_file_taken');
    await tx.bankBatch.update({
      where: { id: batchId },
      data: { status: 'rejected', rejectedBy: input.actor, reason, endedAt: now },
    });
    const payouts = await tx.bankPayout.updateManyAndReturn({
      where: { batchId, status: 'pending' },
      data: { status: 'cancelled', reason, settledAt: now },
    });
    await returnBankPayouts(tx, { ...input, payouts });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'bank_batch.rejected',
      subjectId: batchId,
      details: { reason, payouts: payouts.length },
    });
  });
}
