import { timingSafeEqual } from 'node:crypto';
import { type IdPrefix, isId } from '#app/kernel/ids.ts';
import { lookupHash } from './crypto.server.ts';
import type { Db } from './platform.server.ts';

const SEAL_BYTES = 24;

/**
 * The last part of an address that opens one thing without log-in: it names the thing and is signed. It can be made anew at any time, is
 * kept nowhere, and cannot be guessed.
 * @param purpose what the address is for: one made for another purpose opens nothing
 */
export function linkToken(db: Pick<Db, 'keys'>, purpose: string, id: string): string {
  return `${id.slice(id.indexOf('_') + 1)}-${sealOf(db, purpose, id)}`;
}

/** The id that a link's token is about; null for one that was not made here for this purpose. */
export function idOfLinkToken(
  db: Pick<Db, 'keys'>,
  purpose: string,
  of: { readonly prefix: IdPrefix; readonly token: string },
): string | null {
  const [, name = '', seal = ''] = /^([0-9a-z]+)-([\w-]+)$/.exec(of.token) ?? [];
  const id = `${of.prefix}_${name}`;
  if (!isId(of.prefix, id)) return null;
  // As they are written: what decodes to the same bytes is another address.
  const given = Buffer.from(seal);
  const made = Buffer.from(sealOf(db, purpose, id));
  return given.length === made.length && timingSafeEqual(given, made) ? id : null;
}

function sealOf(db: Pick<Db, 'keys'>, purpose: string, id: string): string {
  return lookupHash(db.keys.signing, purpose, id).subarray(0, SEAL_BYTES).toString('base64url');
}
