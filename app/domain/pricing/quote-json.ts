import type { Currency } from '#app/kernel/money.ts';
import type { Quote } from './cold-start.ts';

type Amount = { amount_minor: string; currency: Currency };

/** A quote as it is frozen on a sale and answered by the API. */
export type QuoteJson = {
  p10: Amount;
  p50: Amount;
  p90: Amount;
  base: Amount;
  factors: { factor: string; multiplier: number; n: number; assumed: boolean; z?: number; as_of?: string }[];
  model_version: string;
};

export function quoteToJson(quote: Quote): QuoteJson {
  const amount = (minor: bigint, currency = quote.currency) => ({ amount_minor: minor.toString(), currency });
  return {
    p10: amount(quote.p10Minor),
    p50: amount(quote.p50Minor),
    p90: amount(quote.p90Minor),
    base: amount(quote.baseMinor, 'RUB'),
    factors: quote.factors.map(({ asOf, ...factor }) => ({ ...factor, ...(asOf ? { as_of: asOf } : {}) })),
    model_version: quote.modelVersion,
  };
}
