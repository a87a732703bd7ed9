import { monthOf, type PricedReference, quotePlace } from '#app/domain/pricing/quote-place.ts';
import type { Currency } from '#app/kernel/money.ts';
import { all, one, type Typed } from '../form.ts';
import { nicheChoices, regionNameOf } from '../public/names.ts';
import type { Fair } from './fair-band.tsx';

/** What the order's form needs besides its values: what there is to choose from, and the fair price of what is chosen. */
export function orderFormData(
  reference: PricedReference,
  input: { values: Typed; currency: Currency | null; now: Date },
) {
  const known = (code: string) => reference.regions.has(code);
  const chosen = all(input.values, 'regions').filter(known);
  return {
    values: input.values,
    chosen: chosen.map((code) => ({ code, label: regionNameOf(reference, code) })),
    niches: nicheChoices(reference),
    timezones: [...reference.timezones].sort(),
    currency: input.currency,
    fair: fairOf(reference, input),
  };
}

function fairOf(reference: PricedReference, { values, now }: { values: Typed; now: Date }): Fair | null {
  const niche = reference.niches.get(all(values, 'niches')[0] ?? '');
  const place = reference.regions.get(all(values, 'regions')[0] ?? '');
  if (!niche || !place) return null;
  const currency = one(values, 'currency') as Currency;
  const { p10Minor, p50Minor, p90Minor } = quotePlace(reference, {
    niche,
    place,
    currency,
    month: monthOf(now),
    temperature: 'warm',
  });
  return { niche: niche.code, region: place.code, currency, p10Minor, p50Minor, p90Minor };
}
