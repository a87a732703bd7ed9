import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { endSessions } from './end-sessions.server.ts';
import { isTaken } from './is-taken.ts';
import { hashLinkToken, newLinkToken } from './link-token.ts';
import { lockPerson } from './lock-person.server.ts';

/**
 * Moves a person to the address that holds this link. Their other sessions end, and links that went to the old address work no more,
 * save the one by which that address can undo it.
 * @param input.except the stored id of the session that goes on, should it be theirs
 * @returns whose address it is now
 * @throws Refusal `link_used_up`, `email_taken` when the address has got an account meanwhile
 */
export async function confirmEmailChange(
  db: Db,
  input: { token: string; except: string | null; origin: string; now: Date },
): Promise<string> {
  const { now } = input;
  const undo = newLinkToken();
  const work = db.prisma.$transaction(async (tx) => {
    const sent = await tx.emailChange.findUnique({ where: { confirmHash: hashLinkToken(input.token) } });
    if (!sent) throw new Refusal('link_used_up');
    await lockPerson(tx, sent.personId);
    const [change] = await tx.emailChange.updateManyAndReturn({
      where: { id: sent.id, confirmedAt: null, stoppedAt: null, expiresAt: { gt: now } },
      data: { confirmedAt: now, undoHash: undo.hash },
    });
    if (!change) throw new Refusal('link_used_up');
    const { personId, oldEmail, newEmail } = change;
    const { count } = await tx.person.updateMany({
      where: { id: personId, email: oldEmail, disabledAt: null },
      data: { email: newEmail, emailConfirmedAt: now },
    });
    if (count === 0) throw new Refusal('link_used_up');
    await tx.emailToken.updateMany({ where: { personId, usedAt: null }, data: { usedAt: now } });
    await endSessions(tx, { personId, except: input.except });
    await recordAudit(tx, {
      ...input,
      actor: personId,
      organisationId: null,
      action: 'person.email_changed',
      subjectId: personId,
      details: { change: change.id },
    });
    const params = { token: undo.text, email: newEmail };
    await queueMail(tx, db, { recipient: oldEmail, template: 'email_changed', params, now });
    return personId;
  });
  return work.catch((error: unknown) => {
    throw isTaken(error) ? new Refusal('email_taken') : error;
  });
}
