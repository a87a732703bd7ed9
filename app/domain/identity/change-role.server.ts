import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { endSessions } from './end-sessions.server.ts';
import { lockMember } from './lock-member.server.ts';
import { revokeApiKeysOf } from './revoke-api-keys-of.server.ts';
import { revokeInvitationsOf } from './revoke-invitations-of.server.ts';
import type { MemberRole } from './visitor.ts';

/**
 * Gives a member another role. Their sessions end, so that what they may do is asked anew everywhere. Who is an
 * agent from now on makes no keys: those that they made are revoked.
 * @param input.except the stored id of the session that makes the change and goes on, should it be their own
 * @throws Refusal `member_unknown`, `last_owner`
 */
export async function changeRole(
  db: Db,
  input: Actor & {
    organisationId: string;
    personId: string;
    role: MemberRole;
    except: string;
    now: Date;
  },
): Promise<void> {
  const { organisationId, personId, role } = input;
  await db.prisma.$transaction(async (tx) => {
    const member = await lockMember(tx, input);
    if (member.role === role) return;
    if (member.isLastOwner) throw new Refusal('last_owner');
    await tx.membership.update({
      where: { personId_organisationId: { personId, organisationId } },
      data: { role },
    });
    if (member.role === 'owner') await revokeInvitationsOf(tx, input);
    if (role === 'agent') await revokeApiKeysOf(tx, db, input);
    await endSessions(tx, { personId, except: input.except });
    await recordAudit(tx, {
      ...input,
      action: 'member.role_changed',
      subjectId: personId,
      details: { before: member.role, after: role },
    });
  });
}
