import type { MarketOffer } from '#app/domain/catalog/read-market.server.ts';
import { temperatureOf } from '#app/domain/leads/score-lead.ts';
import type { Quote } from '#app/domain/pricing/cold-start.ts';
import { type JudgedAsk, judgeAsk } from '#app/domain/pricing/judge-ask.ts';
import { type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { present } from '#app/kernel/assert.ts';
import { nicheNameOf, regionName, regionNameOf } from './names.ts';
import { priceHref } from './price-view.ts';

const REGIONS_NAMED = 3;

/** The fair price of an offer's leads this month in each of its regions. */
export function quotesOf(reference: PricedReference, offer: MarketOffer, month: number): Quote[] {
  const niche = present(reference.niches.get(offer.niche), 'an offer names a known niche');
  return offer.regions.map((code) =>
    quotePlace(reference, {
      niche,
      place: present(reference.regions.get(code), 'an offer names known regions'),
      month,
      temperature: temperatureOf({ wantedWithinDays: null, targetAction: offer.targetAction }),
      currency: offer.currency,
      copies: offer.maxSells,
    }),
  );
}

/**
 * An offer with how its ask stands to the fair price in its own regions.
 * @param wanted the region that somebody looks for: its price is explained, else that of the offer's first
 */
export function offerView(
  reference: PricedReference,
  offer: MarketOffer,
  { month, wanted }: { month: number; wanted: string | null },
) {
  const niche = present(reference.niches.get(offer.niche), 'an offer names a known niche');
  const places = offer.regions.map((code) =>
    present(reference.regions.get(code), 'an offer names known regions'),
  );
  const whyRegion = wanted ?? present(offer.regions[0], 'an offer names a region');
  return {
    id: offer.id,
    niche: nicheNameOf(reference, offer.niche),
    sector: niche.parentCode ? nicheNameOf(reference, niche.parentCode) : '',
    regions: places.slice(0, REGIONS_NAMED).map((place) => regionName(reference, place)),
    regionsCount: places.length,
    ask: { amountMinor: offer.askMinor, currency: offer.currency },
    exclusivity: offer.exclusivity,
    maxSells: offer.maxSells,
    targetAction: offer.targetAction,
    disputeWindowHours: offer.disputeWindowHours,
    judged: judgeAsk(offer.askMinor, quotesOf(reference, offer, month)),
    whyHref: priceHref({
      niche: offer.niche,
      region: whyRegion,
      temperature: temperatureOf({ wantedWithinDays: null, targetAction: offer.targetAction }),
      month,
      copies: offer.maxSells,
    }),
    whyPlace: regionNameOf(reference, whyRegion),
  };
}

export type OfferView = ReturnType<typeof offerView>;

/** How far an ask is from the fair median, whichever way: twice as dear is as far as half as dear. */
export function distanceFromFair(askMinor: bigint, judged: JudgedAsk): number {
  return Math.abs(Math.log(Number(askMinor) / Number(judged.p50Minor)));
}
