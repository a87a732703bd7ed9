import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { MINUTE_MS } from '#app/kernel/time.ts';
import { unsealSecret } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countAttempt } from './count-attempt.server.ts';
import { hashRecoveryCode } from './recovery-codes.server.ts';
import { totpStepOf } from './totp.ts';

const TRIES = { what: 'second factor', limit: 10, windowMs: 15 * MINUTE_MS };

/** What a person gives after the password: what the authenticator shows, or a recovery code. */
export type SecondFactor = { readonly code: string; readonly recoveryCode: string };

/**
 * Takes a code of the authenticator, or a recovery code, and uses it up: of several who give the same at once, one
 * succeeds.
 * @throws Refusal `too_many_attempts`, `code_wrong`, `recovery_code_wrong`
 */
export async function spendCode(
  db: Db,
  input: SecondFactor & { personId: string; now: Date },
): Promise<void> {
  await countAttempt(db, { ...TRIES, who: input.personId, now: input.now });
  if (input.recoveryCode) return spendRecoveryCode(db, input);
  const person = await db.prisma.person.findUniqueOrThrow({ where: { id: input.personId } });
  const step =
    person.totpSealed && person.totpConfirmedAt
      ? totpStepOf(unsealTotp(db, person.id, person.totpSealed), input.code, input.now)
      : null;
  if (step === null) throw new Refusal('code_wrong');
  const { count } = await db.prisma.person.updateMany({
    where: { id: person.id, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  if (count === 0) throw new Refusal('code_wrong');
}

/** What the secret of a person's authenticator is bound to. */
export function totpContext(personId: string): string {
  return `totp:${personId}`;
}

/** The secret of an authenticator, in base 32. */
export function unsealTotp(db: Db, personId: string, sealed: Uint8Array): string {
  return unsealSecret(db.keys.encryption, Buffer.from(sealed), totpContext(personId));
}

async function spendRecoveryCode(
  db: Db,
  input: { personId: string; recoveryCode: string; now: Date },
): Promise<void> {
  const { personId, now } = input;
  const hash = hashRecoveryCode(db, personId, input.recoveryCode);
  await db.prisma.$transaction(async (tx) => {
    const [person] = await tx.$queryRaw<{ email: string; left: number }[]>`
      UPDATE person SET recovery_hashes = array_remove(recovery_hashes, ${hash})
      WHERE id = ${personId} AND ${hash} = ANY (recovery_hashes)
      RETURNING email, cardinality(recovery_hashes) AS left`;
    if (!person) throw new Refusal('recovery_code_wrong');
    const params = { left: String(person.left) };
    await queueMail(tx, db, { recipient: person.email, template: 'recovery_code_used', params, now });
  });
}
