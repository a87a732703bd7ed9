import { Refusal } from '#app/kernel/refusal.ts';
import { MINUTE_MS } from '#app/kernel/time.ts';
import { addressBlock } from '#app/platform/address-block.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { clearAttempts, countAttempt } from './count-attempt.server.ts';
import { openSession } from './open-session.server.ts';
import { passwordMatches } from './password.server.ts';
import { sessionsOf } from './sessions.server.ts';

const WINDOW_MS = 15 * MINUTE_MS;
const PER_ADDRESS = { what: 'log-in by address', limit: 50, windowMs: WINDOW_MS };
const PER_EMAIL_AND_ADDRESS = { what: 'log-in by e-mail and address', limit: 10, windowMs: WINDOW_MS };
/** Far above what one machine may spend on an account, so that no single stranger locks its owner out. */
const PER_EMAIL = { what: 'log-in by e-mail', limit: 100, windowMs: WINDOW_MS };

/**
 * Opens a session for who knows the password. It may lack a code still, and the address may be unproven: `readVisitor`
 * tells. An address that nobody has is answered like a wrong password, after as long.
 * @param input.email as `toEmailAddress` gives it
 * @param input.token what the browser held before; it opens nothing afterwards
 * @returns what the browser keeps
 * @throws Refusal `too_many_attempts`, `log_in_wrong`, `person_disabled`
 */
export async function logIn(
  db: Db,
  input: {
    email: string;
    password: string;
    token: string | null;
    userAgent: string;
    address: string;
    now: Date;
  },
): Promise<string> {
  const { email, now } = input;
  const block = addressBlock(input.address);
  const who = `${email} ${block}`;
  await countAttempt(db, { ...PER_ADDRESS, who: block, now });
  await countAttempt(db, { ...PER_EMAIL_AND_ADDRESS, who, now });
  // Comes last: what a machine tries beyond its own limit must not count against the owner.
  await countAttempt(db, { ...PER_EMAIL, who: email, now });
  const person = await db.prisma.person.findUnique({ where: { email } });
  const isRight = await passwordMatches(person?.passwordHash ?? null, input.password);
  if (!person || !isRight) throw new Refusal('log_in_wrong');
  if (person.disabledAt) throw new Refusal('person_disabled');
  await clearAttempts(db, { ...PER_EMAIL_AND_ADDRESS, who });
  if (input.token) await sessionsOf(db).invalidateSession(input.token);
  const token = await openSession(db, { ...input, personId: person.id, secondFactor: false });
  if (await isStillPassword(db, person)) return token;
  await sessionsOf(db).invalidateSession(token);
  throw new Refusal('log_in_wrong');
}

/**
 * Whether nobody has changed the password meanwhile. Whoever did has ended all sessions, and may not have seen the one
 * opened since; the lock waits for a change that is under way.
 */
async function isStillPassword(db: Db, person: { id: string; passwordHash: string }): Promise<boolean> {
  const [row] = await db.prisma.$queryRaw<{ password_hash: string }[]>`
    SELECT password_hash FROM person WHERE id = ${person.id} FOR SHARE`;
  return row?.password_hash === person.passwordHash;
}
