import type { Db } from '#app/platform/platform.server.ts';
import { rotateSession } from './rotate-session.server.ts';
import { type SecondFactor, spendCode } from './spend-code.server.ts';

/**
 * Completes a log-in with what the person holds besides the password.
 * @returns what the browser keeps from now on
 * @throws Refusal `too_many_attempts`, `code_wrong`, `recovery_code_wrong`, `session_unknown`
 */
export async function giveSecondFactor(
  db: Db,
  input: SecondFactor & {
    personId: string;
    sessionId: string;
    userAgent: string;
    address: string;
    now: Date;
  },
): Promise<string> {
  await spendCode(db, input);
  return rotateSession(db, { ...input, secondFactor: true });
}
