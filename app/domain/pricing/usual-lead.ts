import { isSale } from './price-table.ts';

/** Buyers and copies of the lead as it is mostly sold; null where no sale tells. */
export type UsualLead = { readonly buyers: number | null; readonly copies: number | null };

type Told = { readonly weight: number; readonly copies: number | null; readonly buyers?: number | null };

/**
 * The geometric means, of one more where there may be none, over sales that tell: what is believed of a lead of which one of them is
 * not told moves little from night to night. A median would jump from one whole number to the next.
 */
export function usualLead(observed: readonly Told[]): UsualLead {
  const [buyers, copies] = [toldBySales(observed, 'buyers'), toldBySales(observed, 'copies')];
  return {
    buyers: buyers.length === 0 ? null : Math.expm1(meanOf(buyers.map(Math.log1p))),
    copies: copies.length === 0 ? null : Math.exp(meanOf(copies.map(Math.log))),
  };
}

/**
 * What is asked and bid is of no lead yet: it is told the median buyers and copies of sales where it does not know its own. With none it
 * would be of a kind of its own, and what is believed of it and what it is told would differ.
 */
export function toldAsSales<T extends Told>(observed: readonly T[]): T[] {
  const medianOf = (name: 'buyers' | 'copies') => {
    const sorted = toldBySales(observed, name).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? null;
  };
  const [buyers, copies] = [medianOf('buyers'), medianOf('copies')];
  return observed.map((one) =>
    isSale(one.weight) ? one : { ...one, buyers: one.buyers ?? buyers, copies: one.copies ?? copies },
  );
}

function toldBySales(observed: readonly Told[], name: 'buyers' | 'copies'): number[] {
  return observed.flatMap((one) => (isSale(one.weight) ? (one[name] ?? []) : []));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
