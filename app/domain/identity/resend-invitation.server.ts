import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { HOUR_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countAttempt } from './count-attempt.server.ts';
import { sendInvitation } from './send-invitation.server.ts';
import type { MemberRole } from './visitor.ts';

const PER_INVITATION = { what: 'invitation again', limit: 5, windowMs: HOUR_MS };

/**
 * Sends an open invitation once more, with a new link that works for a week.
 * @throws Refusal `invitation_unknown`, `too_many_attempts`
 */
export async function resendInvitation(
  db: Db,
  input: Actor & { organisationId: string; invitationId: string; now: Date },
): Promise<void> {
  const { organisationId, invitationId: id, now } = input;
  await countAttempt(db, { ...PER_INVITATION, who: `${organisationId}:${id}`, now });
  await db.prisma.$transaction(async (tx) => {
    const [open] = await tx.$queryRaw<{ email: string; role: MemberRole; invited_by: string }[]>`
      SELECT email, role, invited_by FROM invitation
      WHERE id = ${id} AND organisation_id = ${organisationId} AND accepted_at IS NULL AND revoked_at IS NULL
      FOR NO KEY UPDATE`;
    if (!open) throw new Refusal('invitation_unknown');
    await sendInvitation(tx, db, { ...input, id, ...open, invitedBy: open.invited_by });
    await recordAudit(tx, { ...input, action: 'invitation.resent', subjectId: id, details: {} });
  });
}
