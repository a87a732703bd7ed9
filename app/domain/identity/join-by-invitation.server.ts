import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkPassword } from './check-password.server.ts';
import { isTaken } from './is-taken.ts';
import { openSession } from './open-session.server.ts';
import { hashPassword } from './password.server.ts';
import { readInvitation } from './read-invitation.server.ts';
import { spendInvitation } from './spend-invitation.server.ts';

/**
 * Makes an account for who holds an invitation's link and has none yet, and logs them in. The link proves their address.
 * @returns what the browser keeps
 * @throws Refusal `link_used_up`, `log_in_to_accept` when the address has an account, `password_length`,
 * `password_breached`, `password_is_you`
 */
export async function joinByInvitation(
  db: Db,
  input: {
    token: string;
    name: string;
    password: string;
    userAgent: string;
    address: string;
    origin: string;
    now: Date;
  },
): Promise<string> {
  const { name, now, origin } = input;
  const invitation = await readInvitation(db, input);
  if (!invitation) throw new Refusal('link_used_up');
  const { email, hasAccount } = invitation;
  if (hasAccount) throw new Refusal('log_in_to_accept');
  await checkPassword(input.password, { email, name });
  const passwordHash = await hashPassword(input.password);
  const personId = newId('pers', now.getTime());
  const work = db.prisma.$transaction(async (tx) => {
    await tx.person.create({
      data: { id: personId, email, name, passwordHash, emailConfirmedAt: now, createdAt: now },
    });
    await spendInvitation(tx, { token: input.token, personId, email, actor: personId, origin, now });
  });
  await work.catch((error: unknown) => {
    // The same address signed up in this very moment, perhaps by a second press of the button.
    if (isTaken(error)) throw new Refusal('log_in_to_accept');
    throw error;
  });
  return openSession(db, { ...input, personId, secondFactor: false });
}
