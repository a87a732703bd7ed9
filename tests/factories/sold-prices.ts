import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Quote } from '#app/domain/pricing/cold-start.ts';
import { type LeadKnown, monthOf, questionOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { believedRub } from '#app/domain/pricing/quote-with-model.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import type { ObservedPrice } from '#app/domain/pricing/refit-prices.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

const PLACES = ['UA-30', 'UA-46'];

/**
 * Two years of sales in two regions, the newest first, the last a day before `now`, at the believed price times something.
 * @param of.timesOf by the sale's place in the list
 */
export async function soldPrices(
  db: Db,
  of: { niche: string; count: number; now: Date; timesOf: (at: number) => number },
): Promise<ObservedPrice[]> {
  const reference = await readReference(db.pool);
  const niche = present(reference.niches.get(of.niche), 'the niche is seeded');
  return Array.from({ length: of.count }, (_, at): ObservedPrice => {
    const placeCode = PLACES[at % 2] ?? '';
    const day = later(of.now, -DAY_MS * (1 + Math.floor((at * 700) / of.count)));
    const place = present(reference.regions.get(placeCode), 'the place is seeded');
    const question = questionOf(reference, {
      ...{ niche, place, month: monthOf(day), temperature: 'warm', currency: 'RUB' },
    });
    const noise = Math.exp(0.15 * (((at * 7_919) % 101) / 50 - 1));
    return {
      niche: of.niche,
      place: placeCode,
      temperature: 'warm',
      priceMinor: BigInt(Math.round(100 * believedRub(question) * of.timesOf(at) * noise)),
      currency: 'RUB',
      at: day,
      copies: 1,
      weight: 1,
    };
  });
}

/** What a warm lead of a niche, of which more may be known, is quoted at in the first of them, in roubles. */
export async function quoteThere(
  db: Db,
  of: { niche: string; now: Date; known?: LeadKnown },
): Promise<Quote> {
  const reference = await readPricedReference(db.pool);
  return quotePlace(reference, {
    niche: present(reference.niches.get(of.niche), 'the niche is seeded'),
    place: present(reference.regions.get(PLACES[0] ?? ''), 'the place is seeded'),
    month: monthOf(of.now),
    temperature: 'warm',
    currency: 'RUB',
    ...of.known,
  });
}
