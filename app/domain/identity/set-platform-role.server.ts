import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockAdmins } from './lock-admins.server.ts';
import { readAdmins } from './read-admins.server.ts';
import type { PlatformRole } from './visitor.ts';

/**
 * Makes somebody a moderator or an admin, or neither. Their sessions end: what they may do next they do after a log-in,
 * which for staff asks for a second factor. A new admin is told of to all admins, and decides on no money with another for two days.
 * @param input.before the role they had when this was decided
 * @throws Refusal `person_is_you`, `admin_no_longer`, `person_changed`
 */
export async function setPlatformRole(
  db: Db,
  input: Actor & { personId: string; before: PlatformRole | null; role: PlatformRole | null; now: Date },
): Promise<void> {
  const { personId, before, role, now } = input;
  await db.prisma.$transaction(async (tx) => {
    await lockAdmins(tx, input);
    const { count } = await tx.person.updateMany({
      where: { id: personId, platformRole: before },
      data: { platformRole: role, platformRoleSince: now },
    });
    if (count === 0) throw new Refusal('person_changed');
    await tx.session.deleteMany({ where: { personId } });
    if (role === 'admin') await tellAdmins(tx, db, { personId, now });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.platform_role_set',
      subjectId: personId,
      details: { before, after: role },
    });
  });
}

/** One who makes an admin of themselves in another name cannot do it unseen. */
async function tellAdmins(tx: PrismaTx, db: Db, input: { personId: string; now: Date }): Promise<void> {
  const { personId, now } = input;
  const { name } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
  for (const recipient of await readAdmins({ prisma: tx }))
    await queueMail(tx, db, { recipient, template: 'admin_made', params: { name, person: personId }, now });
}
