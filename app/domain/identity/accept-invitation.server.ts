import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { spendInvitation } from './spend-invitation.server.ts';

/**
 * Lets somebody who is logged in join the organisation that invited them, and lets this session act for it. The link
 * proves their address.
 * @throws Refusal `link_used_up`, `invitation_for_another`, `already_member`
 */
export async function acceptInvitation(
  db: Db,
  input: Actor & { token: string; personId: string; email: string; sessionId: string; now: Date },
): Promise<void> {
  const { personId, sessionId, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const organisationId = await spendInvitation(tx, input);
    await tx.person.updateMany({
      where: { id: personId, emailConfirmedAt: null },
      data: { emailConfirmedAt: now },
    });
    await tx.session.updateMany({ where: { id: sessionId, personId }, data: { organisationId } });
  });
}
