import type { Offer } from '#app/domain/catalog/offer.ts';
import { feeOf } from '#app/domain/catalog/reference.ts';
import { temperatureOf } from '#app/domain/leads/score-lead.ts';
import { breakEvenOf } from '#app/domain/pricing/break-even.ts';
import { costFloor } from '#app/domain/pricing/cost-floor.ts';
import { marketOfOffer, type OfferMarket } from '#app/domain/pricing/market-of-offer.ts';
import { monthOf, type PricedReference } from '#app/domain/pricing/quote-place.ts';
import { present } from '#app/kernel/assert.ts';

type Priced = Pick<Offer, 'organisationId' | 'niche' | 'regions' | 'currency' | 'maxSells' | 'targetAction'>;

/**
 * What an offer's ask is held against in the month of `now`: the fair price of its leads, the least ask that covers what a lead costs
 * its seller (null where that is not known), and what a lead typically brings its buyer.
 */
export function offerMarket(
  reference: PricedReference,
  input: { offer: Priced; costMinor: bigint | null; now: Date },
): { market: OfferMarket; costFloorMinor: bigint | null; breakEvenMinor: bigint } {
  const { offer, costMinor, now } = input;
  const niche = present(reference.niches.get(offer.niche), 'an offer names a known niche');
  const fee = feeOf(reference, niche, offer.organisationId);
  return {
    market: marketOfOffer(reference, {
      niche,
      places: offer.regions.map((code) =>
        present(reference.regions.get(code), 'an offer names known regions'),
      ),
      month: monthOf(now),
      temperature: temperatureOf({ wantedWithinDays: null, targetAction: offer.targetAction }),
      currency: offer.currency,
      copies: offer.maxSells,
    }),
    breakEvenMinor: breakEvenOf(reference, niche, offer.currency),
    costFloorMinor: costMinor === null ? null : costFloor(costMinor, fee),
  };
}
