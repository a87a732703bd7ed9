import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankBookingStatus } from './bank-booking.ts';
import { bookingNeedsSecond } from './booking-needs-second.server.ts';
import { lockReceipt } from './lock-receipt.server.ts';
import { writeBankBooking } from './write-bank-booking.server.ts';

type Input = Actor & {
  receiptId: string;
  invoiceNumber: string;
  onlyUnpaid?: boolean;
  isAnother?: boolean;
  now: Date;
};
/** Above what a second person has to agree, by currency. */
type Limits = Readonly<Record<Currency, bigint>>;

/**
 * Books money that lies in the bank account to the wallet of an invoice's organisation, in the amount and currency that
 * arrived, and tells its people. A receipt is booked once. Above the limit it waits for a second person where nobody but its
 * writer vouches for it.
 * @param input.onlyUnpaid whether an invoice that money came for already takes no more: true where nobody looks at the line
 * @param input.isAnother whether somebody has looked at what the line looks like, and says that it is another payment
 * @param input.actor a person: nobody books money to an organisation of theirs
 * @throws Refusal `receipt_unknown`, `receipt_decided` when somebody was faster, `receipt_asked`, `receipt_resembles`,
 * `bank_invoice_unknown`, `bank_invoice_paid`, `own_organisation`
 */
export async function bookReceipt(db: Db, input: Input): Promise<BankBookingStatus> {
  const limits = await readBookingLimits(db);
  return db.prisma.$transaction((tx) => bookReceiptIn(tx, db, { ...input, limits }));
}

/** The limits of a booking, read before its transaction. */
export async function readBookingLimits(db: Db): Promise<Limits> {
  return readSetting(db, 'bank_second_above_minor');
}

/** The same in a transaction of the caller's. */
export async function bookReceiptIn(
  tx: PrismaTx,
  db: Db,
  input: Input & { limits: Limits },
): Promise<BankBookingStatus> {
  const { actor, now } = input;
  const receipt = await lockReceipt(tx, input.receiptId);
  if (receipt.resemblesId !== null && !input.isAnother) throw new Refusal('receipt_resembles');
  const [invoice] = await tx.$queryRaw<{ id: string; organisationId: string; status: string }[]>`
    SELECT id, organisation_id AS "organisationId", status FROM bank_invoice WHERE number = ${input.invoiceNumber} FOR UPDATE`;
  if (!invoice) throw new Refusal('bank_invoice_unknown');
  if (input.onlyUnpaid && invoice.status === 'paid') throw new Refusal('bank_invoice_paid');
  const { organisationId } = invoice;
  if (await isMemberOfAny(tx, { personId: actor, organisationIds: [organisationId] }))
    throw new Refusal('own_organisation');
  const limitMinor = input.limits[receipt.currency as Currency];
  const needsSecond = await bookingNeedsSecond(tx, { ...input, receipt, organisationId, limitMinor });
  return writeBankBooking(tx, db, {
    ...{ actor, origin: input.origin, receipt, needsSecond, now },
    what: { invoiceId: invoice.id, organisationId, reason: null },
    asked: { action: 'bank_receipt.asked', details: { invoice: input.invoiceNumber } },
  });
}
