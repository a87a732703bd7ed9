import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkPassword } from './check-password.server.ts';
import { readEmailToken, spendEmailToken } from './email-tokens.server.ts';
import { endSessions } from './end-sessions.server.ts';
import { hashPassword } from './password.server.ts';
import { stopWaitingChanges } from './stop-waiting-changes.server.ts';

const PURPOSE = 'reset_password';

/**
 * Sets a new password for who holds the link that was sent to the address, which is proven by that. All sessions end, and a
 * change of address that waits; an authenticator stays.
 * @throws Refusal `link_used_up`, `password_length`, `password_breached`, `password_is_you`
 */
export async function resetPassword(
  db: Db,
  input: { token: string; password: string; origin: string; now: Date },
): Promise<void> {
  const { now } = input;
  const personId = await readEmailToken(db.prisma, { ...input, purpose: PURPOSE });
  const person = personId === null ? null : await db.prisma.person.findUnique({ where: { id: personId } });
  if (!person) throw new Refusal('link_used_up');
  await checkPassword(input.password, person);
  const passwordHash = await hashPassword(input.password);
  await db.prisma.$transaction(async (tx) => {
    const spent = await spendEmailToken(tx, { ...input, purpose: PURPOSE });
    if (spent === null) throw new Refusal('link_used_up');
    await tx.person.update({
      where: { id: person.id },
      data: { passwordHash, emailConfirmedAt: person.emailConfirmedAt ?? now },
    });
    await endSessions(tx, { personId: person.id });
    await stopWaitingChanges(tx, { personId: person.id, now });
    await recordAudit(tx, {
      ...input,
      actor: person.id,
      organisationId: null,
      action: 'person.password_reset',
      subjectId: person.id,
      details: {},
    });
    await queueMail(tx, db, { recipient: person.email, template: 'password_changed', params: {}, now });
  });
}
