import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { endSessions } from './end-sessions.server.ts';
import { lockMember } from './lock-member.server.ts';
import { revokeApiKeysOf } from './revoke-api-keys-of.server.ts';
import { revokeInvitationsOf } from './revoke-invitations-of.server.ts';

/**
 * Takes a person out of an organisation. Their account stays; their sessions and open invitations end, and the
 * API keys that they made are revoked.
 * @param input.except the stored id of the session that does it and goes on, should it be their own
 * @throws Refusal `member_unknown`, `last_owner`
 */
export async function removeMember(
  db: Db,
  input: Actor & { organisationId: string; personId: string; except: string; now: Date },
): Promise<void> {
  const { organisationId, personId } = input;
  await db.prisma.$transaction(async (tx) => {
    const member = await lockMember(tx, input);
    if (member.isLastOwner) throw new Refusal('last_owner');
    await tx.membership.delete({ where: { personId_organisationId: { personId, organisationId } } });
    await revokeInvitationsOf(tx, input);
    await revokeApiKeysOf(tx, db, input);
    await endSessions(tx, { personId, except: input.except });
    await recordAudit(tx, {
      ...input,
      action: 'member.removed',
      subjectId: personId,
      details: { role: member.role },
    });
  });
}
