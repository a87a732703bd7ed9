import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** What a link in a mail carries, and the hash that is kept of it. */
export function newLinkToken(): { text: string; hash: Uint8Array<ArrayBuffer> } {
  const text = randomBytes(TOKEN_BYTES).toString('base64url');
  return { text, hash: hashLinkToken(text) };
}

/** 256 random bits need no salt and no slow hash: there is nothing to guess. */
export function hashLinkToken(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
