import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { BankBatchStatus } from './bank-batch.ts';

export type LockedBatch = {
  readonly id: string;
  readonly currency: Currency;
  readonly status: BankBatchStatus;
  readonly fileTakenAt: Date | null;
};

/**
 * Holds a batch until the caller's transaction ends: whoever decides about it, or about one of its payouts, comes after one
 * another.
 * @throws Refusal `batch_unknown`, `batch_changed` when it is in none of these states (any more)
 */
export async function lockBankBatch(
  tx: PrismaTx,
  input: { batchId: string; statuses: readonly BankBatchStatus[] },
): Promise<LockedBatch> {
  const [batch] = await tx.$queryRaw<LockedBatch[]>`
    SELECT id, currency, status, file_taken_at AS "fileTakenAt" FROM bank_batch WHERE id = ${input.batchId} FOR UPDATE`;
  if (!batch) throw new Refusal('batch_unknown');
  if (!input.statuses.includes(batch.status)) throw new Refusal('batch_changed');
  return batch;
}
