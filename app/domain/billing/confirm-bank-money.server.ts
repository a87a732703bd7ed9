import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankBookingStatus } from './bank-booking.ts';
import { bookReceiptIn, readBookingLimits } from './book-receipt.server.ts';
import { lockLines } from './keep-lines.server.ts';
import { handLineKey } from './line-key.server.ts';

/** Of one amount, the newest. */
const LINES_LOOKED_AT_LIMIT = 1_000;

/**
 * Books money for an invoice that an admin has seen in the bank account, without a statement. The bank's reference of
 * the line makes sure that it is noted once, and not beside its line of a statement. Above the limit a second person has to agree.
 * For an invoice that is paid already there is the statement.
 * @param input.bookedOn the day of the bank's booking; not after today
 * @param input.actor a person: nobody books money to an organisation of theirs
 * @throws Refusal `bank_invoice_unknown`, `bank_invoice_paid`, `receipt_known`, `receipt_day_wrong`, `own_organisation`
 */
export async function confirmBankMoney(
  db: Db,
  input: Actor & { invoiceId: string; money: Money; bookedOn: Date; bankReference: string; now: Date },
): Promise<{ receiptId: string; status: BankBookingStatus }> {
  const { invoiceId, money, bookedOn, bankReference, now } = input;
  if (bookedOn > now) throw new Refusal('receipt_day_wrong');
  const limits = await readBookingLimits(db);
  return db.prisma.$transaction(async (tx) => {
    const [invoice] = await tx.$queryRaw<{ number: string; status: string; account: string }[]>`
      SELECT number, status, payee ->> 'account' AS account FROM bank_invoice WHERE id = ${invoiceId} FOR UPDATE`;
    if (!invoice) throw new Refusal('bank_invoice_unknown');
    if (invoice.status === 'paid') throw new Refusal('bank_invoice_paid');
    await lockLines(tx, invoice.account);
    const lineKey = handLineKey(bankReference);
    if (await isTold(tx, { account: invoice.account, money, lineKey })) throw new Refusal('receipt_known');
    const id = newId('brcp', now.getTime());
    const { count } = await tx.bankReceipt.createMany({
      data: {
        id,
        account: invoice.account,
        lineKey,
        ...money,
        bookedOn,
        payer: '',
        text: invoice.number,
        bankReference,
        status: 'waiting',
        createdBy: input.actor,
        createdAt: now,
      },
      skipDuplicates: true,
    });
    if (count === 0) throw new Refusal('receipt_known');
    const booking = { ...input, limits, receiptId: id, invoiceNumber: invoice.number };
    return { receiptId: id, status: await bookReceiptIn(tx, db, booking) };
  });
}

/** Whether a statement told of it already, under the reference of the bank. */
async function isTold(
  tx: PrismaTx,
  { account, money, lineKey }: { account: string; money: Money; lineKey: string },
): Promise<boolean> {
  const lines = await tx.bankReceipt.findMany({
    where: { account, ...money, statementId: { not: null }, bankReference: { not: null } },
    select: { bankReference: true, names: { select: { bankReference: true } } },
    orderBy: { id: 'desc' },
    take: LINES_LOOKED_AT_LIMIT,
  });
  return lines
    .flatMap(({ bankReference, names }) => [bankReference, ...names.map((name) => name.bankReference)])
    .some((reference) => reference !== null && handLineKey(reference) === lineKey);
}
