import { estimatePrice, type OpenPriceModel } from './estimate-price.ts';

/** What a price was: who sells asks for more than is paid, and who buys would pay more at most. */
export type PriceKind = 'paid' | 'asked' | 'bid';

type Offered = {
  readonly kind: PriceKind;
  readonly keys: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
  /** 1 to 12. */
  readonly month: number;
  /** Roubles. */
  readonly rub: number;
  readonly believed: number;
};

/** Asks, or bids, of a niche at which they have half a say of how far they lie from what is paid there. */
const NICHE_ROWS = 30;

/**
 * Asks and bids at the level of what is paid: without what they lie above it by, which is the median of their ratio to the
 * model of sales, of all, and of each niche as far as it has many (n / (n + 30)). What is left tells how niches and places differ.
 * @param open fitted to sales alone
 * @returns the rows in their order; what was paid as it is
 */
export function levelOffers<T extends Offered>(open: OpenPriceModel, rows: readonly T[]): T[] {
  const logs = rows.map(({ kind, keys, numbers, month, rub, believed }) => {
    if (kind === 'paid') return 0;
    const asked = { day: null, month: month - 1, keys, numbers, logPrior: Math.log(believed) };
    return Math.log(rub / estimatePrice(open, asked).p50);
  });
  const above = new Float64Array(rows.length);
  const takeOff = (groupOf: (row: T) => string, shareOf: (count: number) => number) => {
    for (const places of Map.groupBy(rows.keys(), (at) => groupOf(rows[at] as T)).values()) {
      const left = places.map((at) => (logs[at] as number) - (above[at] as number));
      const off = shareOf(places.length) * medianOf(left);
      for (const at of places) above[at] = (above[at] as number) + off;
    }
  };
  takeOff(
    ({ kind }) => kind,
    () => 1,
  );
  takeOff(
    ({ kind, keys }) => `${kind} ${keys.niche ?? ''}`,
    (count) => count / (count + NICHE_ROWS),
  );
  return rows.map((row, at) =>
    row.kind === 'paid' ? row : { ...row, rub: row.rub / Math.exp(above[at] as number) },
  );
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
