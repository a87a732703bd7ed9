import type { Factor, Quote } from '#app/domain/pricing/cold-start.ts';
import type { QuoteJson } from '#app/domain/pricing/quote-json.ts';

/** A quote as it was frozen on a sale, to be shown as any other. */
export function quoteOf(frozen: QuoteJson): Quote {
  return {
    currency: frozen.p50.currency,
    p10Minor: BigInt(frozen.p10.amount_minor),
    p50Minor: BigInt(frozen.p50.amount_minor),
    p90Minor: BigInt(frozen.p90.amount_minor),
    baseMinor: BigInt(frozen.base.amount_minor),
    factors: frozen.factors.map(({ as_of: asOf, factor, ...rest }) => ({
      ...rest,
      factor: factor as Factor['factor'],
      ...(asOf ? { asOf } : {}),
    })),
    modelVersion: frozen.model_version,
  };
}
