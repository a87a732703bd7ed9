import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { newLinkToken } from './link-token.ts';
import type { MemberRole } from './visitor.ts';

const LIFETIME_MS = 7 * DAY_MS;

/** Sends an invitation's link, written down with it; sent again, the link of before works no more. */
export async function sendInvitation(
  tx: PrismaTx,
  db: Db,
  input: {
    id: string;
    organisationId: string;
    email: string;
    role: MemberRole;
    invitedBy: string;
    now: Date;
  },
): Promise<void> {
  const { id, organisationId, email, role, invitedBy, now } = input;
  const token = newLinkToken();
  const link = { hash: token.hash, expiresAt: after(now, LIFETIME_MS) };
  await tx.invitation.upsert({
    where: { id },
    create: { id, organisationId, email, role, invitedBy, createdAt: now, ...link },
    update: link,
  });
  const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const inviter = await tx.person.findUniqueOrThrow({ where: { id: invitedBy } });
  await queueMail(tx, db, {
    recipient: email,
    template: 'invitation',
    params: { organisation: organisation.name, inviter: inviter.name, role, token: token.text },
    now,
  });
}
