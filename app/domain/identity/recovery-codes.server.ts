import { randomInt } from 'node:crypto';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

const COUNT = 10;
const LENGTH = 12;
/** Without the signs that look like others when they are copied from paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Codes that each stand in for an authenticator once, shown now and never again, and what is kept of them. */
export function newRecoveryCodes(
  db: Db,
  personId: string,
): { codes: string[]; hashes: Uint8Array<ArrayBuffer>[] } {
  const codes = Array.from({ length: COUNT }, () => {
    const signs = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    return signs.replace(/(.{4})(?=.)/g, '$1-');
  });
  return { codes, hashes: codes.map((code) => hashRecoveryCode(db, personId, code)) };
}

/** A keyed hash: 59 random bits would be guessed from a plain one by who has a copy of the table. */
export function hashRecoveryCode(db: Db, personId: string, code: string): Uint8Array<ArrayBuffer> {
  const signs = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return new Uint8Array(lookupHash(db.keys.lookup, `recovery:${personId}`, signs));
}
