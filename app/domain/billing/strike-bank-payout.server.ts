import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockBankBatch } from './lock-bank-batch.server.ts';
import { returnBankPayouts } from './return-bank-payouts.server.ts';

/**
 * Takes one payout out of a batch that is not approved yet; its money is available again. Whoever had agreed to the batch agreed
 * to another one, and is asked anew.
 * @throws Refusal `batch_unknown`, `batch_changed`, `bank_payout_unknown`
 */
export async function strikeBankPayout(
  db: Db,
  input: Actor & { batchId: string; payoutId: string; reason: string; now: Date },
): Promise<void> {
  const { batchId, payoutId, reason, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await lockBankBatch(tx, { batchId, statuses: ['proposed'] });
    const payouts = await tx.bankPayout.updateManyAndReturn({
      where: { id: payoutId, batchId, status: 'pending' },
      data: { status: 'cancelled', reason, settledAt: now },
    });
    const [payout] = payouts;
    if (!payout) throw new Refusal('bank_payout_unknown');
    await tx.bankBatchApproval.deleteMany({ where: { batchId } });
    await returnBankPayouts(tx, { ...input, payouts });
    await recordAudit(tx, {
      ...input,
      organisationId: payout.organisationId,
      action: 'bank_payout.struck',
      subjectId: payoutId,
      details: { batch: batchId, reason, currency: payout.currency, amountMinor: payout.amountMinor },
    });
  });
}
