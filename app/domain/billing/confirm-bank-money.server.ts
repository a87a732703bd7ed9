import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { bookReceiptIn } from './book-receipt.server.ts';
import { handLineKey } from './line-key.server.ts';

/**
 * Books money for an invoice that an admin has seen in the bank account, without a statement. The bank's reference of
 * the line makes sure that it is noted once. For an invoice that is paid already there is the statement.
 * @param input.bookedOn the day of the bank's booking; not after today
 * @param input.actor a person: nobody books money to an organisation of theirs
 * @throws Refusal `bank_invoice_unknown`, `bank_invoice_paid`, `receipt_known`, `receipt_day_wrong`, `own_organisation`
 */
export async function confirmBankMoney(
  db: Db,
  input: Actor & { invoiceId: string; money: Money; bookedOn: Date; bankReference: string; now: Date },
): Promise<string> {
  const { invoiceId, money, bookedOn, bankReference, now } = input;
  if (bookedOn > now) throw new Refusal('receipt_day_wrong');
  return db.prisma.$transaction(async (tx) => {
    const [invoice] = await tx.$queryRaw<{ number: string; status: string; account: string }[]>`
      SELECT number, status, payee ->> 'account' AS account FROM bank_invoice WHERE id = ${invoiceId} FOR UPDATE`;
    if (!invoice) throw new Refusal('bank_invoice_unknown');
    if (invoice.status === 'paid') throw new Refusal('bank_invoice_paid');
    const id = newId('brcp', now.getTime());
    const { count } = await tx.bankReceipt.createMany({
      data: {
        id,
        account: invoice.account,
        lineKey: handLineKey(bankReference),
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
    await bookReceiptIn(tx, db, { ...input, receiptId: id, invoiceNumber: invoice.number });
    return id;
  });
}
