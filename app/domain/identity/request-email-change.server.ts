import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, HOUR_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countAttempt } from './count-attempt.server.ts';
import { CONFIRM_MS, STOP_MS } from './email-change.ts';
import { newLinkToken } from './link-token.ts';
import { lockPerson } from './lock-person.server.ts';
import { provePassword } from './prove-password.server.ts';
import { type SecondFactor, spendCode } from './spend-code.server.ts';
import { stopWaitingChanges } from './stop-waiting-changes.server.ts';

const PER_PERSON = { what: 'change of address by person', limit: 5, windowMs: HOUR_MS };
const PER_EMAIL = { what: 'change of address by e-mail', limit: 5, windowMs: HOUR_MS };

/**
 * Begins to move somebody to another address: a link goes to the new one, and a notice to the old one with a way to stop it. Nothing
 * changes before the link is opened. An address that has an account learns of it by mail alone: who asks sees the same. It takes the
 * place of an earlier one that waits.
 * @param input.email as `toEmailAddress` gives it
 * @throws Refusal `email_is_yours`, `too_many_attempts`, `password_wrong`, and of who has an authenticator `code_wrong`,
 * `recovery_code_wrong`
 */
export async function requestEmailChange(
  db: Db,
  input: Actor & SecondFactor & { personId: string; email: string; password: string; now: Date },
): Promise<void> {
  const { personId, email, now } = input;
  const person = await provePassword(db, input);
  if (person.email === email) throw new Refusal('email_is_yours');
  if (person.totpConfirmedAt) await spendCode(db, input);
  await countAttempt(db, { ...PER_PERSON, who: personId, now });
  await countAttempt(db, { ...PER_EMAIL, who: email, now });
  const [confirm, stop] = [newLinkToken(), newLinkToken()];
  await db.prisma.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const count = await tx.person.count({
      where: { id: personId, email: person.email, passwordHash: person.passwordHash },
    });
    // Password or address were changed meanwhile, so what was given holds no more.
    if (count === 0) throw new Refusal('password_wrong');
    await stopWaitingChanges(tx, { personId, now });
    const isTaken = (await tx.person.count({ where: { email } })) > 0;
    const id = newId('echg', now.getTime());
    await tx.emailChange.create({
      data: {
        id,
        personId,
        oldEmail: person.email,
        newEmail: email,
        confirmHash: confirm.hash,
        stopHash: stop.hash,
        createdAt: now,
        expiresAt: after(now, CONFIRM_MS),
        stoppableUntil: after(now, STOP_MS),
      },
    });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.email_change_asked',
      subjectId: personId,
      details: { change: id },
    });
    await queueMail(tx, db, {
      recipient: email,
      ...(isTaken
        ? { template: 'email_change_taken', params: {} }
        : { template: 'email_change', params: { token: confirm.text } }),
      now,
    });
    await queueMail(tx, db, {
      recipient: person.email,
      template: 'email_change_asked',
      params: { token: stop.text, email },
      now,
    });
  });
}
