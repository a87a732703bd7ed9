import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockBankBatch } from './lock-bank-batch.server.ts';

/**
 * Notes that the bank was given a batch's file; from then on each payout is settled by itself.
 * @throws Refusal `batch_unknown`, `batch_changed`, `batch_file_not_taken`
 */
export async function sendBankBatch(db: Db, input: Actor & { batchId: string; now: Date }): Promise<void> {
  const { batchId, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const batch = await lockBankBatch(tx, { batchId, statuses: ['approved'] });
    if (!batch.fileTakenAt) throw new Refusal('batch_file_not_taken');
    await tx.bankBatch.update({ where: { id: batchId }, data: { status: 'sent', endedAt: now } });
    const { count } = await tx.bankPayout.updateMany({
      where: { batchId, status: 'pending' },
      data: { status: 'sent' },
    });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'bank_batch.sent',
      subjectId: batchId,
      details: { payouts: count },
    });
  });
}
