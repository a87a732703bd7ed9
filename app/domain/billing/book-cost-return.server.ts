import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankBookingStatus } from './bank-booking.ts';
import { matchBank } from './compare-bank.server.ts';
import { lockReceipt } from './lock-receipt.server.ts';
import { writeBankBooking } from './write-bank-booking.server.ts';

/**
 * Books money that came in as a cost of the exchange that came back: a fee that the bank refunds. The mirror of booking a cost,
 * with its limit: up to that, a day's returns together, it is booked at once; above it, it waits for a second person.
 * @param input.reason 10 to 500 characters
 * @param input.isAnother whether somebody has looked at what the line looks like, and says that it is another one
 * @param input.actor a person
 * @throws Refusal `receipt_unknown`, `receipt_decided`, `receipt_asked`, `receipt_resembles`, `bank_receipt_is_booked` where it is
 * a payout that came back, or something else that is in the books
 */
export async function bookCostReturn(
  db: Db,
  input: Actor & { receiptId: string; reason: string; isAnother?: boolean; now: Date },
): Promise<BankBookingStatus> {
  const { receiptId, reason, actor, now } = input;
  if (await isInBooks(db, { receiptId, now })) throw new Refusal('bank_receipt_is_booked');
  const limits = await readSetting(db, 'second_approval_above_minor');
  return db.prisma.$transaction(async (tx) => {
    const receipt = await lockReceipt(tx, receiptId);
    if (receipt.resemblesId !== null && !input.isAnother) throw new Refusal('receipt_resembles');
    const { currency, amountMinor } = receipt;
    // Returns of one currency come after one another: each counts what the others booked.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`bank-cost-return:${currency}`}))::text`;
    const { _sum: booked } = await tx.bankBooking.aggregate({
      where: { currency, invoiceId: null, needsSecond: false, createdAt: { gt: after(now, -DAY_MS) } },
      _sum: { amountMinor: true },
    });
    const needsSecond = (booked.amountMinor ?? 0n) + amountMinor > limits[currency as Currency];
    return writeBankBooking(tx, db, {
      ...{ actor, origin: input.origin, receipt, needsSecond, now },
      what: { invoiceId: null, organisationId: null, reason },
      asked: { action: 'bank_cost.return_asked', details: { reason } },
    });
  });
}

/** Whether the comparison has found, or would find now, what the line is. */
async function isInBooks(db: Db, input: { receiptId: string; now: Date }): Promise<boolean> {
  const { receiptId, now } = input;
  const settled = await db.prisma.reconciliationLine.count({
    where: { id: `bank:${receiptId}`, oursMinor: { not: null } },
  });
  if (settled > 0) return true;
  const matches = await matchBank(db, { now });
  return matches.some(({ line, entries }) => line?.id === receiptId && entries.length > 0);
}
