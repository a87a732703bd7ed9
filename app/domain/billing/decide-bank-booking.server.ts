import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { refuseNewAdmin } from '#app/domain/identity/refuse-new-admin.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { postBankBooking } from './post-bank-booking.server.ts';

/**
 * A second person's word on what a receipt is: approved, it is booked; rejected, the receipt waits again. Of two at once one
 * decides, and the other is told so.
 * @param input.actor a person, and not who asked; of the two, one at least did not read the line in, and is no admin of yesterday
 * @throws Refusal `bank_booking_unknown`, `bank_booking_decided`, `bank_booking_is_yours`, `own_organisation`, `admin_new`
 */
export async function decideBankBooking(
  db: Db,
  input: Actor & { bookingId: string; approve: boolean; now: Date },
): Promise<void> {
  const { bookingId: id, approve, actor, now } = input;
  const known = await db.prisma.bankBooking.findUnique({ where: { id } });
  if (!known) throw new Refusal('bank_booking_unknown');
  await db.prisma.$transaction(async (tx) => {
    const [receipt] = await tx.$queryRaw<{ createdBy: string }[]>`
      SELECT created_by AS "createdBy" FROM bank_receipt WHERE id = ${known.receiptId} FOR UPDATE`;
    const booking = present(await tx.bankBooking.findUnique({ where: { id } }), 'none is removed');
    if (booking.status !== 'waiting') throw new Refusal('bank_booking_decided');
    if (approve) {
      // Who asked may take it back, and not agree to it.
      if (booking.createdBy === actor) throw new Refusal('bank_booking_is_yours');
      const outsider = present(receipt, 'it is locked').createdBy === actor ? booking.createdBy : actor;
      await refuseNewAdmin(tx, { personId: outsider, now });
      const { organisationId } = booking;
      if (organisationId && (await isMemberOfAny(tx, { personId: actor, organisationIds: [organisationId] })))
        throw new Refusal('own_organisation');
    }
    await tx.bankBooking.update({
      where: { id },
      data: { status: approve ? 'posted' : 'rejected', decidedBy: actor, decidedAt: now },
    });
    if (approve) await postBankBooking(tx, db, { ...input, booking });
    await recordAudit(tx, {
      ...input,
      organisationId: booking.organisationId,
      action: approve ? 'bank_booking.approved' : 'bank_booking.rejected',
      subjectId: id,
      details: {
        ...{ receiptId: booking.receiptId, askedBy: booking.createdBy },
        ...{ currency: booking.currency, amountMinor: booking.amountMinor },
      },
    });
  });
}
