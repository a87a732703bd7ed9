import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { unsealSecret } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankAccount } from './bank-account.ts';
import { payeeOf } from './bank-payee.ts';
import { holdsHeldBack } from './holds-held-back.server.ts';
import { lockBankBatch } from './lock-bank-batch.server.ts';
import { bankIdOf, writePain, writePayoutCsv } from './write-payout-file.ts';

export const BANK_FILE_FORMATS = ['xml', 'csv'] as const;
export type BankFileFormat = (typeof BANK_FILE_FORMATS)[number];

/**
 * Writes the file of an approved batch. That somebody took it is noted, since it opens bank details and since the bank may
 * have it from then on.
 * @throws Refusal `batch_unknown`, `batch_changed`, `bank_not_offered` where the exchange has no account of its own (any more),
 * `batch_held_back` where payouts are paused, or it pays a seller who was stopped since it was approved
 */
export async function takeBankFile(
  db: Db,
  input: Actor & { batchId: string; format: BankFileFormat; now: Date },
): Promise<{ name: string; text: string }> {
  const { batchId, format, now } = input;
  const { values } = await readSettings(db);
  return db.prisma.$transaction(async (tx) => {
    const batch = await lockBankBatch(tx, { batchId, statuses: ['approved', 'sent'] });
    // Since two agreed, payouts may have been paused or a seller stopped; what the bank has already cannot be kept back.
    if (batch.fileTakenAt === null && (values.payouts_paused || (await holdsHeldBack(tx, batchId))))
      throw new Refusal('batch_held_back');
    const payer = payeeOf(values.bank_account, batch.currency);
    if (!payer) throw new Refusal('bank_not_offered', { currency: batch.currency });
    const payouts = await tx.bankPayout.findMany({
      where: { batchId, status: { not: 'cancelled' } },
      orderBy: { id: 'asc' },
    });
    const { createdAt } = await tx.bankBatch.update({
      where: { id: batchId },
      data: { fileTakenAt: batch.fileTakenAt ?? now },
    });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'bank_batch.file_taken',
      subjectId: batchId,
      details: { format, payouts: payouts.length },
    });
    const file = {
      batchId,
      currency: batch.currency as Currency,
      createdAt,
      payOn: batch.fileTakenAt ?? now,
      payer,
      lines: payouts.map(({ id, amountMinor, sealed }) => ({
        id,
        amountMinor,
        ...(JSON.parse(unsealSecret(db.keys.encryption, Buffer.from(sealed), id)) as BankAccount),
      })),
    };
    const text = format === 'xml' ? writePain(file) : writePayoutCsv(file);
    return { name: `${bankIdOf(batchId)}.${format}`, text };
  });
}
