import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockAdmins } from './lock-admins.server.ts';

/**
 * Shuts a person out: every session of theirs ends, and none is opened until they are let in again. Their organisations and
 * API keys go on.
 * @throws Refusal `person_is_you`, `admin_no_longer`
 */
export async function disablePerson(
  db: Db,
  input: Actor & { personId: string; reason: string; now: Date },
): Promise<void> {
  const { personId, reason, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await lockAdmins(tx, input);
    const person = present(
      await tx.person.findUnique({ where: { id: personId } }),
      'people are never removed',
    );
    await tx.session.deleteMany({ where: { personId } });
    if (person.disabledAt) return;
    await tx.person.update({ where: { id: personId }, data: { disabledAt: now } });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.disabled',
      subjectId: personId,
      details: { reason },
    });
  });
}
