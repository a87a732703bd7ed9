import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { MINUTE_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countAttempt } from './count-attempt.server.ts';
import { newRecoveryCodes } from './recovery-codes.server.ts';
import { rotateSession } from './rotate-session.server.ts';
import { unsealTotp } from './spend-code.server.ts';
import { totpStepOf } from './totp.ts';

const TRIES = { what: 'first code', limit: 20, windowMs: 15 * MINUTE_MS };

/**
 * Puts an authenticator in force after its first code. Other sessions of the person are asked for a code from then on.
 * @returns what the browser keeps, and the recovery codes, which are kept nowhere
 * @throws Refusal `too_many_attempts`, `code_wrong`, `second_factor_is_on`, `session_unknown`
 */
export async function confirmSecondFactor(
  db: Db,
  input: Actor & {
    personId: string;
    sessionId: string;
    code: string;
    userAgent: string;
    address: string;
    now: Date;
  },
): Promise<{ token: string; recoveryCodes: string[] }> {
  const { personId, now } = input;
  await countAttempt(db, { ...TRIES, who: personId, now });
  const person = await db.prisma.person.findUniqueOrThrow({ where: { id: personId } });
  if (person.totpConfirmedAt) throw new Refusal('second_factor_is_on');
  const step = person.totpSealed && totpStepOf(unsealTotp(db, personId, person.totpSealed), input.code, now);
  if (!step) throw new Refusal('code_wrong');
  const { codes, hashes } = newRecoveryCodes(db, personId);
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.person.updateMany({
      where: { id: personId, totpConfirmedAt: null, totpSealed: person.totpSealed },
      data: { totpConfirmedAt: now, totpLastStep: step, recoveryHashes: hashes },
    });
    if (count === 0) throw new Refusal('second_factor_is_on');
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.second_factor_on',
      subjectId: personId,
      details: {},
    });
    await queueMail(tx, db, { recipient: person.email, template: 'second_factor_on', params: {}, now });
  });
  return { token: await rotateSession(db, { ...input, secondFactor: true }), recoveryCodes: codes };
}
