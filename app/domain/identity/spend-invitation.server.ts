import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import { hashLinkToken } from './link-token.ts';

/**
 * Uses an invitation up and makes this person a member. Of several who do so at once, one succeeds.
 * @param input.email of the person; the invitation must have gone there
 * @returns the organisation
 * @throws Refusal `link_used_up`, `invitation_for_another`, `already_member`
 */
export async function spendInvitation(
  tx: PrismaTx,
  input: Actor & { token: string; personId: string; email: string; now: Date },
): Promise<string> {
  const { personId, now } = input;
  const [invitation] = await tx.invitation.updateManyAndReturn({
    where: { hash: hashLinkToken(input.token), acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  });
  if (!invitation) throw new Refusal('link_used_up');
  if (invitation.email !== input.email) throw new Refusal('invitation_for_another');
  const { organisationId, role } = invitation;
  const { count } = await tx.membership.createMany({
    data: { id: newId('memb', now.getTime()), personId, organisationId, role, createdAt: now },
    skipDuplicates: true,
  });
  if (count === 0) throw new Refusal('already_member');
  await recordAudit(tx, {
    ...input,
    organisationId,
    action: 'member.joined',
    subjectId: personId,
    details: { invitationId: invitation.id, role },
  });
  return organisationId;
}
