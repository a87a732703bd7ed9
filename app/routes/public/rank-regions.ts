import type { Niche, Region } from '#app/domain/catalog/reference.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import { type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { RankedPrice } from '#app/ui/ranked-bars.tsx';
import { priceHref } from './price-view.ts';

const REGIONS_LIMIT = 200;

/** What the same lead is worth in every region of the place's country, the dearest first. */
export function rankRegions(
  reference: PricedReference,
  asked: {
    niche: Niche;
    place: Region;
    month: number;
    temperature: Temperature;
    currency: Currency;
    buyers?: number | undefined;
    copies?: number | undefined;
    score?: number | undefined;
  },
): RankedPrice[] {
  const { niche, place, month, temperature, currency, buyers, copies, score } = asked;
  const regions = [...reference.regions.values()]
    .filter(({ kind, countryCode }) => kind === 'subdivision' && countryCode === place.countryCode)
    .slice(0, REGIONS_LIMIT);
  return regions
    .map((region) => ({
      region,
      quote: quotePlace(reference, {
        ...{ niche, place: region, month, temperature, currency },
        buyers,
        copies,
        score,
      }),
    }))
    .sort((a, b) => Number(b.quote.p50Minor - a.quote.p50Minor) || (a.region.name < b.region.name ? -1 : 1))
    .map(({ region, quote }, index) => ({
      key: region.code,
      rank: index + 1,
      name: region.name,
      href: priceHref({ niche: niche.code, region: region.code, temperature, month, buyers, copies, score }),
      p10: { amountMinor: quote.p10Minor, currency },
      p50: { amountMinor: quote.p50Minor, currency },
      p90: { amountMinor: quote.p90Minor, currency },
      isChosen: place.path.includes(region.code),
    }));
}
