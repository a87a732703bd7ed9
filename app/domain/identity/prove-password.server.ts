import { Refusal } from '#app/kernel/refusal.ts';
import { MINUTE_MS } from '#app/kernel/time.ts';
import type { Person } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countAttempt } from './count-attempt.server.ts';
import { passwordMatches } from './password.server.ts';

const TRIES = { what: 'password of a session', limit: 10, windowMs: 15 * MINUTE_MS };

/**
 * Asks somebody who is logged in for their password once more, before what a stolen session must not do.
 * @throws Refusal `too_many_attempts`, `password_wrong`
 */
export async function provePassword(
  db: Db,
  input: { personId: string; password: string; now: Date },
): Promise<Person> {
  await countAttempt(db, { ...TRIES, who: input.personId, now: input.now });
  const person = await db.prisma.person.findUniqueOrThrow({ where: { id: input.personId } });
  if (!(await passwordMatches(person.passwordHash, input.password))) throw new Refusal('password_wrong');
  return person;
}
