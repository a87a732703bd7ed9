import { timingSafeEqual } from 'node:crypto';
import { isId } from '#app/kernel/ids.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

const SEAL_BYTES = 24;

/** Where a mail's reader stops it without logging in. The address names the subscription and is signed: it cannot be guessed. */
export function outlookPath(db: Pick<Db, 'keys'>, subscriptionId: string): string {
  return `/outlook/${subscriptionId.replace(/^outl_/, '')}-${sealOf(db, subscriptionId)}`;
}

/** The subscription that a link's token is about; null for one that was not made here. */
export function subscriptionOfToken(db: Pick<Db, 'keys'>, token: string): string | null {
  const [, name = '', seal = ''] = /^([0-9a-z]+)-([\w-]+)$/.exec(token) ?? [];
  const id = `outl_${name}`;
  if (!isId('outl', id)) return null;
  // As they are written: what decodes to the same bytes is another address.
  const given = Buffer.from(seal);
  const made = Buffer.from(sealOf(db, id));
  return given.length === made.length && timingSafeEqual(given, made) ? id : null;
}

function sealOf(db: Pick<Db, 'keys'>, id: string): string {
  return lookupHash(db.keys.signing, 'outlook-link', id).subarray(0, SEAL_BYTES).toString('base64url');
}
