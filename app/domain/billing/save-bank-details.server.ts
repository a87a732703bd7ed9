import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after } from '#app/kernel/time.ts';
import { sealSecret, unsealSecret } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type BankAccount, checkBankAccount, maskAccount } from './bank-account.ts';
import { detailsContext, NEW_DETAILS_WAIT_MS } from './bank-details.ts';
import { doBankDetailsWait } from './do-bank-details-wait.server.ts';
import { openAccounts } from './open-accounts.server.ts';

/**
 * Keeps where a seller's money of a currency goes, sealed, and tells the organisation's people. Details that replace others, and
 * those of who has money here already, are paid to only after a while.
 * @throws Refusal `bank_holder_unwritable`, `bank_iban_wrong`, `bank_iban_elsewhere`, `bank_account_wrong`, `bank_account_key_wrong`,
 * `bank_account_other_currency`, `bank_code_wrong`
 */
export async function saveBankDetails(
  db: Db,
  input: Actor & { organisationId: string; currency: Currency; details: BankAccount; now: Date },
): Promise<void> {
  const { organisationId, currency, details, now } = input;
  checkBankAccount({ ...details, currency });
  await openAccounts(db.pool, { organisationId, currency, now });
  const { holder, country, account, bankCode } = details;
  const plain = JSON.stringify({ holder, country, account, bankCode });
  const masked = maskAccount(details);
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const key = { organisationId_currency: { organisationId, currency } };
    const known = await tx.bankDetails.findUnique({ where: key });
    const context = detailsContext(organisationId, currency);
    if (known && unsealSecret(db.keys.encryption, Buffer.from(known.sealed), context) === plain) return;
    const waits = await doBankDetailsWait({ prisma: tx }, input);
    const set = {
      country,
      sealed: new Uint8Array(sealSecret(db.keys.encryption, plain, context)),
      masked,
      usableFrom: waits ? after(now, NEW_DETAILS_WAIT_MS) : now,
      updatedBy: input.actor,
      updatedAt: now,
    };
    await tx.bankDetails.upsert({ where: key, create: { organisationId, currency, ...set }, update: set });
    await recordAudit(tx, {
      ...input,
      action: known ? 'bank_details.changed' : 'bank_details.given',
      subjectId: organisationId,
      details: { currency, country, account: masked, ...(known ? { before: known.masked } : {}) },
    });
    for (const recipient of await readRecipients({ prisma: tx }, organisationId))
      await queueMail(tx, db, {
        recipient,
        template: 'bank_details_changed',
        params: { currency, masked, waits: waits ? 'yes' : '' },
        now,
      });
  });
}
