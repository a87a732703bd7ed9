import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { platformAccount } from './accounts.ts';
import { creditWallet } from './credit-wallet.server.ts';
import { openAccounts } from './open-accounts.server.ts';
import { writeMoney } from './write-money.ts';

/**
 * Books money that lies in the bank account to the wallet of an invoice's organisation, in the amount and currency that
 * arrived, and tells its people. A receipt is booked once.
 * @param input.onlyUnpaid whether an invoice that money came for already takes no more: true where nobody looks at the line
 * @param input.actor a person: nobody books money to an organisation of theirs
 * @throws Refusal `receipt_unknown`, `receipt_decided` when somebody was faster, `bank_invoice_unknown`, `bank_invoice_paid`,
 * `own_organisation`
 */
export async function bookReceipt(
  db: Db,
  input: Actor & { receiptId: string; invoiceNumber: string; onlyUnpaid?: boolean; now: Date },
): Promise<void> {
  await db.prisma.$transaction((tx) => bookReceiptIn(tx, db, input));
}

/** The same in a transaction of the caller's. */
export async function bookReceiptIn(
  tx: PrismaTx,
  db: Db,
  input: Actor & { receiptId: string; invoiceNumber: string; onlyUnpaid?: boolean; now: Date },
): Promise<void> {
  const { now } = input;
  const [lock] = await tx.$queryRaw<{ status: string }[]>`
    SELECT status FROM bank_receipt WHERE id = ${input.receiptId} FOR UPDATE`;
  if (!lock) throw new Refusal('receipt_unknown');
  if (lock.status !== 'waiting') throw new Refusal('receipt_decided');
  const [invoice] = await tx.$queryRaw<{ id: string; organisationId: string; status: string }[]>`
    SELECT id, organisation_id AS "organisationId", status FROM bank_invoice WHERE number = ${input.invoiceNumber} FOR UPDATE`;
  if (!invoice) throw new Refusal('bank_invoice_unknown');
  if (input.onlyUnpaid && invoice.status === 'paid') throw new Refusal('bank_invoice_paid');
  const { id: invoiceId, organisationId } = invoice;
  if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: [organisationId] }))
    throw new Refusal('own_organisation');
  const receipt = await tx.bankReceipt.update({
    where: { id: input.receiptId },
    data: {
      status: 'booked',
      invoiceId,
      organisationId,
      reason: null,
      decidedBy: input.actor,
      decidedAt: now,
    },
  });
  if (invoice.status !== 'paid')
    await tx.bankInvoice.update({ where: { id: invoiceId }, data: { status: 'paid', endedAt: now } });
  await credit(tx, {
    ...input,
    receiptId: receipt.id,
    organisationId,
    currency: receipt.currency as Currency,
    amountMinor: receipt.amountMinor,
  });
  await recordAudit(tx, {
    ...input,
    organisationId,
    action: 'bank_receipt.booked',
    subjectId: receipt.id,
    details: { invoice: input.invoiceNumber, currency: receipt.currency, amountMinor: receipt.amountMinor },
  });
  await tell(tx, db, { organisationId, invoiceId, receipt, now });
}

async function credit(
  tx: PrismaTx,
  input: Actor & {
    receiptId: string;
    organisationId: string;
    currency: Currency;
    amountMinor: bigint;
    now: Date;
  },
): Promise<void> {
  const { receiptId, organisationId, currency, amountMinor, now } = input;
  const queryable = queryableOf(tx);
  await openAccounts(queryable, { organisationId, currency, now });
  await creditWallet(queryable, {
    actor: input.actor,
    origin: input.origin,
    organisationId,
    transfer: {
      key: `bank_top_up:${receiptId}`,
      kind: 'bank_top_up',
      debitAccountId: platformAccount('bank_clearing', currency),
      currency,
      amountMinor,
      subjectId: receiptId,
    },
    now,
  });
}

async function tell(
  tx: PrismaTx,
  db: Db,
  input: {
    organisationId: string;
    invoiceId: string;
    receipt: { amountMinor: bigint; currency: string };
    now: Date;
  },
): Promise<void> {
  const invoice = await tx.bankInvoice.findUniqueOrThrow({ where: { id: input.invoiceId } });
  const { receipt } = input;
  const isAsked = invoice.amountMinor === receipt.amountMinor && invoice.currency === receipt.currency;
  for (const recipient of await readRecipients({ prisma: tx }, input.organisationId))
    await queueMail(tx, db, {
      recipient,
      template: 'bank_money_booked',
      params: {
        invoice: invoice.id,
        number: invoice.number,
        amount: writeMoney(receipt),
        asked: isAsked ? '' : writeMoney(invoice),
      },
      now: input.now,
    });
}
