import type { Niche, Region } from '#app/domain/catalog/reference.ts';
import type { Currency } from '#app/kernel/money.ts';
import { COLD_START_VERSION, type Temperature } from './cold-start.ts';
import { judgeAsk } from './judge-ask.ts';
import { nicheSales } from './niche-sales.ts';
import type { Band } from './price-ladder.ts';
import { type PricedReference, quotePlace } from './quote-place.ts';

/** The fair price of what an offer sells. Minor units of its currency. */
export type OfferMarket = {
  readonly band: Band;
  readonly modelVersion: string;
  /** It rests on published figures more than on sales. */
  readonly isAssumed: boolean;
};

/** With fewer sales of its niche a price is a belief more than a finding. */
const FEW_SALES = 20;
/** An offer for more places is judged by the first ones. */
const PLACES_LIMIT = 100;

/**
 * What leads of an offer are fairly worth in a month (1 to 12): from the lowest to the highest price of its places, the middle
 * of their medians between them.
 * @param input.places at least one
 */
export function marketOfOffer(
  reference: PricedReference,
  input: {
    niche: Niche;
    places: readonly Region[];
    month: number;
    temperature: Temperature;
    currency: Currency;
    copies: number;
  },
): OfferMarket {
  const { places, ...asked } = input;
  const quotes = places.slice(0, PLACES_LIMIT).map((place) => quotePlace(reference, { ...asked, place }));
  const { p10Minor, p50Minor, p90Minor } = judgeAsk(1n, quotes);
  return {
    band: { p10Minor, p50Minor, p90Minor },
    modelVersion: quotes[0]?.modelVersion ?? COLD_START_VERSION,
    isAssumed: restsOnBelief(reference, input.niche),
  };
}

/** The cold start knows no sales; a model knows those of other niches as well. */
function restsOnBelief({ priceModel }: PricedReference, niche: Niche): boolean {
  return !priceModel || nicheSales(priceModel.open, niche.code) < FEW_SALES;
}
