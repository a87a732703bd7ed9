import { randomBytes } from 'node:crypto';
import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { issueEmailToken } from './email-tokens.server.ts';
import { endSessions } from './end-sessions.server.ts';
import { isTaken } from './is-taken.ts';
import { hashLinkToken } from './link-token.ts';
import { lockPerson } from './lock-person.server.ts';
import { hashPassword } from './password.server.ts';

const SECRET_BYTES = 32;

/**
 * Stops a change of address, or undoes it, for who holds a link that went to the old one. Whoever asked for the change knows the
 * password, so that opens nothing any more: all sessions end, and a link to choose a new one goes to the old address. Changes that
 * were asked for later, or from the same address, end with it. A link works until it is used or too old, also once another change took
 * the place of its own: whoever asks again and again does not wear it out.
 * @throws Refusal `link_used_up`, `email_taken` when the old address has got another account meanwhile
 */
export async function stopEmailChange(
  db: Db,
  input: { token: string; origin: string; now: Date },
): Promise<void> {
  const { now } = input;
  const hash = hashLinkToken(input.token);
  const passwordHash = await hashPassword(randomBytes(SECRET_BYTES).toString('hex'));
  const work = db.prisma.$transaction(async (tx) => {
    const change = await tx.emailChange.findFirst({
      where: { OR: [{ stopHash: hash }, { undoHash: hash }] },
    });
    if (!change) throw new Refusal('link_used_up');
    const { id, personId, oldEmail, createdAt } = change;
    await lockPerson(tx, personId);
    const used = { stoppedAt: now, stoppableUntil: now };
    const { count } = await tx.emailChange.updateMany({
      where: { id, stoppableUntil: { gt: now } },
      data: used,
    });
    if (count === 0) throw new Refusal('link_used_up');
    await tx.person.update({
      where: { id: personId },
      data: { email: oldEmail, emailConfirmedAt: now, passwordHash },
    });
    await tx.emailChange.updateMany({
      where: { personId, stoppableUntil: { gt: now }, OR: [{ oldEmail }, { createdAt: { gte: createdAt } }] },
      data: used,
    });
    await tx.emailToken.updateMany({ where: { personId, usedAt: null }, data: { usedAt: now } });
    await endSessions(tx, { personId });
    await recordAudit(tx, {
      ...input,
      actor: personId,
      organisationId: null,
      action: change.confirmedAt ? 'person.email_change_undone' : 'person.email_change_stopped',
      subjectId: personId,
      details: { change: id },
    });
    const token = await issueEmailToken(tx, { personId, purpose: 'reset_password', now });
    await queueMail(tx, db, { recipient: oldEmail, template: 'reset_password', params: { token }, now });
  });
  return work.catch((error: unknown) => {
    throw isTaken(error) ? new Refusal('email_taken') : error;
  });
}
