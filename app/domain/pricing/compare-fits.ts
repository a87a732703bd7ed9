import type { Currency } from '#app/kernel/money.ts';
import { defaultCurrency } from './default-currency.ts';
import { openPriceModel } from './estimate-price.ts';
import type { PriceModel } from './price-model.ts';
import { type PricedReference, quotePlace } from './quote-place.ts';
import type { SoldCell } from './sold-cells.ts';

/** What a warm lead of a niche is quoted at in a country, and what it would be by another fit. */
export type QuoteChange = SoldCell & {
  readonly currency: Currency;
  readonly nowMinor: bigint;
  readonly thenMinor: bigint;
  /** 0.1: a tenth more than now. */
  readonly change: number;
};

/**
 * How quotes would change if another fit took the place of the one in force (or of the cold start): medians of this month in the
 * country's own currency. The largest changes first, whichever way.
 * @param input.month 1 to 12
 */
export function compareFits(
  reference: PricedReference,
  input: {
    version: string;
    fittedAt: Date;
    model: PriceModel;
    cells: readonly SoldCell[];
    month: number;
  },
): QuoteChange[] {
  const { version, fittedAt, model, cells, month } = input;
  const then = { ...reference, priceModel: { version, asOf: fittedAt, open: openPriceModel(model) } };
  return cells
    .flatMap((cell) => {
      const [niche, place] = [reference.niches.get(cell.niche), reference.regions.get(cell.country)];
      if (!niche || !place) return [];
      const currency = defaultCurrency(cell.country);
      const asked = { niche, place, month, temperature: 'warm' as const, currency };
      const [nowMinor, thenMinor] = [quotePlace(reference, asked).p50Minor, quotePlace(then, asked).p50Minor];
      return [{ ...cell, currency, nowMinor, thenMinor, change: Number(thenMinor) / Number(nowMinor) - 1 }];
    })
    .sort((a, b) => Math.abs(Math.log1p(b.change)) - Math.abs(Math.log1p(a.change)) || b.sales - a.sales);
}
