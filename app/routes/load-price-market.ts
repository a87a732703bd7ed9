import { z } from 'zod';
import { breakEvenOf } from '#app/domain/pricing/break-even.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { monthOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { nicheChoices, nicheName, regionName } from './public/names.ts';
import { pickRegion } from './public/pick-region.ts';
import { priceHref } from './public/price-view.ts';
import { pricesAsOf } from './public/prices-as-of.ts';
import { readCompetitionView } from './public/read-competition-view.ts';
import { readOutlook } from './public/read-outlook.ts';

export type PriceMarket = Awaited<ReturnType<typeof loadPriceMarket>>['market'];

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const FIRST_NICHE = 'legal.consultation';

/** A link that is old or mistyped asks the first question instead. */
const questionSchema = z.object({
  niche: z.string().max(64).catch(''),
  region: z.string().max(32).catch(''),
  q: z.string().max(80).nullable().catch(null),
  currency: z.enum(CURRENCIES).nullable().catch(null),
});

/**
 * What is known of the price and the number of leads of one niche at one place, for who is about to set a price.
 * @param countryCode where the organisation is: asked for when the address names no place
 * @param ownNiche what the organisation trades in: asked for when the address names no niche; null where it trades in none yet
 */
export async function loadPriceMarket(
  db: Db,
  {
    query,
    countryCode,
    ownNiche,
    now,
  }: { query: URLSearchParams; countryCode: string; ownNiche: string | null; now: Date },
) {
  const asked = questionSchema.parse(Object.fromEntries(query));
  const reference = await readPricedReference(db.pool);
  const picked = pickRegion(reference, asked);
  const place = present(
    picked.region ?? reference.regions.get(countryCode),
    'an organisation’s country is known',
  );
  const niche = present(
    reference.niches.get(asked.niche) ??
      reference.niches.get(ownNiche ?? FIRST_NICHE) ??
      reference.niches.get(FIRST_NICHE),
    'the first niche is known',
  );
  const currency = asked.currency ?? defaultCurrency(place.countryCode);
  const quoteOf = (month: number) =>
    quotePlace(reference, { niche, place, month, temperature: 'warm', currency });
  const month = monthOf(now);
  const quote = quoteOf(month);
  return {
    reference,
    quote,
    market: {
      niche: niche.code,
      nicheName: nicheName(niche),
      region: place.code,
      placeName: regionName(reference, place),
      currency,
      month,
      niches: nicheChoices(reference),
      others: picked.others,
      missed: picked.missed,
      band: { p10Minor: quote.p10Minor, p50Minor: quote.p50Minor, p90Minor: quote.p90Minor },
      /** What a lead typically brings its buyer. */
      breakEvenMinor: breakEvenOf(reference, niche, currency),
      modelVersion: quote.modelVersion,
      isSeasonAssumed: quote.factors.some(({ factor, assumed }) => factor === 'season' && assumed),
      year: MONTHS.map((one) => {
        const { p10Minor, p50Minor, p90Minor } = quoteOf(one);
        return { month: one, p10Minor, p50Minor, p90Minor };
      }),
      whyHref: priceHref({ niche: niche.code, region: place.code, temperature: 'warm', month }),
      outlook: await readOutlook(db, reference, { niche, place, now }),
      competition: await readCompetitionView(db, reference, { niche, place, currency, now }),
      date: pricesAsOf(reference, now).date,
    },
  };
}
