import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { HOUR_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countAttempt } from './count-attempt.server.ts';
import { sendInvitation } from './send-invitation.server.ts';
import type { MemberRole } from './visitor.ts';

const PER_ORGANISATION = { what: 'invitations', limit: 50, windowMs: HOUR_MS };
const OPEN_LIMIT = 100;

/**
 * Invites somebody to work for an organisation, by a link to their address.
 * @param input.email as `toEmailAddress` gives it
 * @throws Refusal `too_many_attempts`, `already_member`, `already_invited`, `invitations_limit`
 */
export async function inviteMember(
  db: Db,
  input: Actor & {
    organisationId: string;
    email: string;
    role: MemberRole;
    /** The person who invites. */
    invitedBy: string;
    now: Date;
  },
): Promise<void> {
  const { organisationId, email, role, invitedBy, now } = input;
  await countAttempt(db, { ...PER_ORGANISATION, who: organisationId, now });
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const member = await tx.membership.findFirst({ where: { organisationId, person: { email } } });
    if (member) throw new Refusal('already_member');
    const open = await tx.invitation.findMany({
      where: { organisationId, acceptedAt: null, revokedAt: null },
      select: { email: true },
    });
    if (open.some((one) => one.email === email)) throw new Refusal('already_invited');
    if (open.length >= OPEN_LIMIT) throw new Refusal('invitations_limit', { limit: OPEN_LIMIT });
    const id = newId('inv', now.getTime());
    await sendInvitation(tx, db, { id, organisationId, email, role, invitedBy, now });
    await recordAudit(tx, { ...input, action: 'member.invited', subjectId: id, details: { role } });
  });
}
