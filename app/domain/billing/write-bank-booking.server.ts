import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BankBookingStatus } from './bank-booking.ts';
import { postBankBooking } from './post-bank-booking.server.ts';

/** What somebody says that a receipt is: paid for an invoice of an organisation, or a cost that came back, for a reason. */
type What =
  | { readonly invoiceId: string; readonly organisationId: string; readonly reason: null }
  | { readonly invoiceId: null; readonly organisationId: null; readonly reason: string };

/**
 * Writes down what money at the bank is said to be, and posts it; where it needs a second person it waits and is audited as asked for.
 * @param input.receipt held locked by the caller
 * @param input.asked how the audit names what waits
 */
export async function writeBankBooking(
  tx: PrismaTx,
  db: Db,
  input: Actor & {
    receipt: { readonly id: string; readonly currency: string; readonly amountMinor: bigint };
    what: What;
    needsSecond: boolean;
    asked: {
      readonly action: 'bank_receipt.asked' | 'bank_cost.return_asked';
      readonly details: Readonly<Record<string, string>>;
    };
    now: Date;
  },
): Promise<BankBookingStatus> {
  const { receipt, what, needsSecond, asked, actor, origin, now } = input;
  const { id: receiptId, currency, amountMinor } = receipt;
  const booking = { id: newId('bbok', now.getTime()), receiptId, ...what, currency, amountMinor };
  const status = needsSecond ? 'waiting' : 'posted';
  await tx.bankBooking.create({
    data: {
      ...booking,
      ...{ status, needsSecond, createdBy: actor, createdAt: now, decidedAt: needsSecond ? null : now },
    },
  });
  if (needsSecond)
    await recordAudit(tx, {
      ...{
        actor,
        origin,
        now,
        organisationId: what.organisationId,
        action: asked.action,
        subjectId: receiptId,
      },
      details: { ...asked.details, currency, amountMinor },
    });
  else await postBankBooking(tx, db, { actor, origin, booking, now });
  return status;
}
