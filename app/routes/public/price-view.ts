import type { Quote } from '#app/domain/pricing/cold-start.ts';
import { fromMajorRounded, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import type { PriceMade } from '#app/ui/price-steps.tsx';

/** A quote with the price after each of its factors; the last is the median to the minor unit. */
export function priceView(quote: Quote): PriceMade {
  const { currency } = quote;
  let major = Number(quote.baseMinor) / MINOR_PER_MAJOR;
  let isConverted = false;
  const steps = quote.factors.map((factor) => {
    major *= factor.multiplier;
    isConverted ||= factor.factor === 'currency';
    return {
      factor: factor.factor,
      multiplier: factor.multiplier,
      n: factor.n,
      assumed: factor.assumed,
      asOf: factor.asOf ?? null,
      after: fromMajorRounded(major, isConverted ? currency : 'RUB'),
    };
  });
  return {
    p10: { amountMinor: quote.p10Minor, currency },
    p50: { amountMinor: quote.p50Minor, currency },
    p90: { amountMinor: quote.p90Minor, currency },
    steps,
    modelVersion: quote.modelVersion,
  };
}

/** Where a price is explained. */
export function priceHref(of: {
  niche: string;
  region: string;
  temperature: string;
  month?: number;
  /** How many buyers bid for it. */
  buyers?: number | undefined;
  /** To how many buyers such a lead is sold at most. */
  copies?: number | undefined;
  /** 0 to 100, by the lead's checks. */
  score?: number | undefined;
}): string {
  const query = new URLSearchParams({ niche: of.niche, region: of.region, temperature: of.temperature });
  if (of.month) query.set('month', String(of.month));
  if (of.buyers) query.set('buyers', String(of.buyers));
  if (of.copies) query.set('copies', String(of.copies));
  if (of.score) query.set('score', String(of.score));
  return `/prices?${query}`;
}
