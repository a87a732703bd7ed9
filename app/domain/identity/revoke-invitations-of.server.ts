import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/** Takes back what somebody invited others to who may do so no more: by it they could come back themselves. */
export async function revokeInvitationsOf(
  tx: PrismaTx,
  input: Actor & { organisationId: string; personId: string; now: Date },
): Promise<void> {
  const { organisationId, personId, now } = input;
  const open = await tx.invitation.updateManyAndReturn({
    where: { organisationId, invitedBy: personId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  for (const { id } of open)
    await recordAudit(tx, {
      ...input,
      action: 'invitation.revoked',
      subjectId: id,
      details: { invitedBy: personId },
    });
}
