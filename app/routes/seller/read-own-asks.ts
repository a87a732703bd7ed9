import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { readFollowing } from '#app/domain/exchange/read-ask-plan.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { offerName } from './offer-name.ts';

/** Of an organisation with more offers the newest are looked through. */
const OFFERS_LIMIT = 200;
const SHOWN = 20;

export type OwnAsk = Awaited<ReturnType<typeof readOwnAsks>>[number];

/** The organisation's own offers in a niche that are on the market or could be, with what the night does about their asks. */
export async function readOwnAsks(
  db: Db,
  reference: Reference,
  { organisationId, nicheCode }: { organisationId: string; nicheCode: string },
) {
  const offers = (await readOffers(db, { organisationId, limit: OFFERS_LIMIT, before: null }))
    .filter((offer) => offer.niche === nicheCode && offer.status !== 'draft')
    .slice(0, SHOWN);
  const following = await readFollowing(db, { offerIds: offers.map(({ id }) => id) });
  return offers.map((offer) => ({
    id: offer.id,
    name: offerName(reference, offer),
    status: offer.status,
    askMinor: offer.askMinor,
    currency: offer.currency,
    follows: following.has(offer.id),
  }));
}
