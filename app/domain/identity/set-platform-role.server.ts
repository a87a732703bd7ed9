import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { lockAdmins } from './lock-admins.server.ts';
import type { PlatformRole } from './visitor.ts';

/**
 * Makes somebody a moderator or an admin, or neither. Their sessions end: what they may do next they do after a log-in,
 * which for staff asks for a second factor.
 * @param input.before the role they had when this was decided
 * @throws Refusal `person_is_you`, `admin_no_longer`, `person_changed`
 */
export async function setPlatformRole(
  db: Db,
  input: Actor & { personId: string; before: PlatformRole | null; role: PlatformRole | null; now: Date },
): Promise<void> {
  const { personId, before, role } = input;
  await db.prisma.$transaction(async (tx) => {
    await lockAdmins(tx, input);
    const { count } = await tx.person.updateMany({
      where: { id: personId, platformRole: before },
      data: { platformRole: role },
    });
    if (count === 0) throw new Refusal('person_changed');
    await tx.session.deleteMany({ where: { personId } });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.platform_role_set',
      subjectId: personId,
      details: { before, after: role },
    });
  });
}
