import type { Niche } from '#app/domain/catalog/reference.ts';
import { type Currency, fromMajorRounded } from '#app/kernel/money.ts';
import { convertRubMajor } from './exchange-rates.ts';
import { profitOf, type RatedReference, ratesIn } from './quote-place.ts';

/** Published: of a hundred leads ten buy. Assumed for every niche until its own sales tell. */
const USUAL_CLOSE_RATE = 0.1;
const THOUSAND = 1_000;

/** What a lead typically brings its buyer: profit per deal x close rate, in minor units of the currency. */
export function breakEvenOf(reference: RatedReference, niche: Niche, currency: Currency): bigint {
  const profit = convertRubMajor(
    profitOf(reference, niche).profitRubThousand * THOUSAND,
    currency,
    ratesIn(reference),
  );
  return fromMajorRounded(profit * USUAL_CLOSE_RATE, currency).amountMinor;
}
