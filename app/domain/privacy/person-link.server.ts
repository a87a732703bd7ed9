import { timingSafeEqual } from 'node:crypto';
import { isId } from '#app/kernel/ids.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

const SEAL_BYTES = 24;

/**
 * Where the person behind a lead sees who has their data. The address names the lead and is signed: it can be made anew at any
 * time, is kept nowhere, and cannot be guessed.
 */
export function personPath(db: Pick<Db, 'keys'>, leadId: string): string {
  return `/my-data/${leadId.replace(/^lead_/, '')}-${sealOf(db, leadId)}`;
}

/** The lead that a link's token is about; null for one that was not made here. */
export function leadOfToken(db: Pick<Db, 'keys'>, token: string): string | null {
  const [, name = '', seal = ''] = /^([0-9a-z]+)-([\w-]+)$/.exec(token) ?? [];
  const leadId = `lead_${name}`;
  if (!isId('lead', leadId)) return null;
  // As they are written: what decodes to the same bytes is another address.
  const given = Buffer.from(seal);
  const made = Buffer.from(sealOf(db, leadId));
  return given.length === made.length && timingSafeEqual(given, made) ? leadId : null;
}

function sealOf(db: Pick<Db, 'keys'>, leadId: string): string {
  return lookupHash(db.keys.signing, 'person-link', leadId).subarray(0, SEAL_BYTES).toString('base64url');
}
