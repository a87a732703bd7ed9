import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Takes off the authenticator of somebody who lost it together with the recovery codes. Whoever asks for this may be
 * somebody else: all sessions end, the person is told by mail, and the exchange's own staff has to set one up anew before
 * it gets anywhere.
 * @throws Refusal `person_is_you`, `second_factor_off`
 */
export async function takeSecondFactorOff(
  db: Db,
  input: Actor & { personId: string; reason: string; now: Date },
): Promise<void> {
  const { personId, reason, now } = input;
  if (personId === input.actor) throw new Refusal('person_is_you');
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.person.updateMany({
      where: { id: personId, totpConfirmedAt: { not: null } },
      data: { totpSealed: null, totpConfirmedAt: null, totpLastStep: null, recoveryHashes: [] },
    });
    if (count === 0) throw new Refusal('second_factor_off');
    await tx.session.deleteMany({ where: { personId } });
    const { email } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true } });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.second_factor_taken_off',
      subjectId: personId,
      details: { reason },
    });
    await queueMail(tx, db, { recipient: email, template: 'second_factor_off', params: {}, now });
  });
}
