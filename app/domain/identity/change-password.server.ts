import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkPassword } from './check-password.server.ts';
import { endSessions } from './end-sessions.server.ts';
import { hashPassword } from './password.server.ts';
import { provePassword } from './prove-password.server.ts';
import { rotateSession } from './rotate-session.server.ts';
import { stopWaitingChanges } from './stop-waiting-changes.server.ts';

/**
 * Changes the password of who is logged in and knows the old one. All other sessions end, and a change of address
 * that waits; this session goes on under another name.
 * @returns what the browser keeps
 * @throws Refusal `too_many_attempts`, `password_wrong`, `password_length`, `password_breached`, `password_is_you`,
 * `session_unknown`
 */
export async function changePassword(
  db: Db,
  input: Actor & {
    personId: string;
    sessionId: string;
    oldPassword: string;
    newPassword: string;
    userAgent: string;
    address: string;
    now: Date;
  },
): Promise<string> {
  const { personId, sessionId, now } = input;
  const person = await provePassword(db, { personId, password: input.oldPassword, now });
  await checkPassword(input.newPassword, person);
  const passwordHash = await hashPassword(input.newPassword);
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.person.updateMany({
      where: { id: personId, passwordHash: person.passwordHash },
      data: { passwordHash },
    });
    // It was changed meanwhile, so what was given is no longer the old one.
    if (count === 0) throw new Refusal('password_wrong');
    await endSessions(tx, { personId, except: sessionId });
    await stopWaitingChanges(tx, input);
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.password_changed',
      subjectId: personId,
      details: {},
    });
    await queueMail(tx, db, { recipient: person.email, template: 'password_changed', params: {}, now });
  });
  return rotateSession(db, input);
}
