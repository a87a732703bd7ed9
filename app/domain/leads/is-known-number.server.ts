import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { isClaimed } from './is-claimed.server.ts';
import type { PreparedLead } from './prepare-lead.ts';

/** Whether the number of a lead is known in its niche already, by whomever it was brought; one without a valid number is not. */
export async function isKnownNumber(db: Db, input: { prepared: PreparedLead; now: Date }): Promise<boolean> {
  const { contact, offer } = input.prepared;
  if (contact.phoneE164 === null) return false;
  const hashes = [lookupHash(db.keys.lookup, 'phone', contact.phoneE164)];
  return isClaimed(db.pool, { nicheCode: offer.niche, hashes, now: input.now });
}
