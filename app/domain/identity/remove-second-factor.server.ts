import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { provePassword } from './prove-password.server.ts';
import { rotateSession } from './rotate-session.server.ts';
import { type SecondFactor, spendCode } from './spend-code.server.ts';

/**
 * Switches the second factor off for who knows the password and holds a code.
 * @returns what the browser keeps
 * @throws Refusal `second_factor_required` for the exchange's own staff, `too_many_attempts`, `password_wrong`,
 * `code_wrong`, `recovery_code_wrong`, `session_unknown`
 */
export async function removeSecondFactor(
  db: Db,
  input: Actor &
    SecondFactor & {
      personId: string;
      sessionId: string;
      password: string;
      userAgent: string;
      address: string;
      now: Date;
    },
): Promise<string> {
  const { personId, now } = input;
  const person = await provePassword(db, input);
  if (person.platformRole) throw new Refusal('second_factor_required');
  await spendCode(db, input);
  await db.prisma.$transaction(async (tx) => {
    // Who was made a moderator this moment keeps it.
    const { count } = await tx.person.updateMany({
      where: { id: personId, platformRole: null },
      data: { totpSealed: null, totpConfirmedAt: null, totpLastStep: null, recoveryHashes: [] },
    });
    if (count === 0) throw new Refusal('second_factor_required');
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.second_factor_off',
      subjectId: personId,
      details: {},
    });
    await queueMail(tx, db, { recipient: person.email, template: 'second_factor_off', params: {}, now });
  });
  return rotateSession(db, { ...input, secondFactor: false });
}
