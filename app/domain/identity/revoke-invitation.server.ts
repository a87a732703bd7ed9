import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Takes an open invitation back; its link works no more.
 * @throws Refusal `invitation_unknown`
 */
export async function revokeInvitation(
  db: Db,
  input: Actor & { organisationId: string; invitationId: string; now: Date },
): Promise<void> {
  const { organisationId, invitationId: id, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, organisationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) throw new Refusal('invitation_unknown');
    await recordAudit(tx, { ...input, action: 'invitation.revoked', subjectId: id, details: {} });
  });
}
