import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/** The argon2id hash to store, salt and parameters included. */
export function hashPassword(password: string): Promise<string> {
  return hash(written(password), COST);
}

/**
 * Whether the password is the one that was hashed.
 * @param stored null or empty for somebody who is not known or has no password: it takes as long and is never right
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString('hex'));
  const isRight = await verify(stored || (await decoy), written(password));
  return isRight && Boolean(stored);
}

/** Keyboards write the same letter in several ways (NIST SP 800-63B, 5.1.1.2). */
function written(password: string): string {
  return password.normalize('NFKC');
}
