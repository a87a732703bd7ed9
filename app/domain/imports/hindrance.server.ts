import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { type Reference, tradeOf } from '#app/domain/catalog/reference.ts';
import { isBarredFromSelling } from '#app/domain/identity/is-barred-from-selling.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Why no row of an import would be taken now: refused one by one they would be lost for a reason that is not theirs.
 * @returns a Refusal `offer_not_active`, `niche_forbidden` or `organisation_blocked`; null where nothing hinders
 */
export async function hindranceOf(
  db: Db,
  reference: Reference,
  of: { organisationId: string; offerId: string },
): Promise<Refusal | null> {
  const offer = await readOffer(db, of);
  const { status, niche } = present(offer, 'an import names an offer of its organisation');
  if (status !== 'active') return new Refusal('offer_not_active', { status });
  if (tradeOf(reference, niche) === 'forbidden') return new Refusal('niche_forbidden', { niche });
  return (await isBarredFromSelling(db.pool, of.organisationId)) ? new Refusal('organisation_blocked') : null;
}
