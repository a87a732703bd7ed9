import { assert } from '#app/kernel/assert.ts';
import type { Quote } from './cold-start.ts';

export type Band = Pick<Quote, 'p10Minor' | 'p50Minor' | 'p90Minor'>;

/** `below_cost`: it does not cover what a lead costs to make; `above_break_even`: more than its sales bring. */
export type PriceVerdict = 'below_cost' | 'low' | 'ok' | 'high' | 'above_break_even';

/** The standard normal's 90 % quantile. */
const Z_P90 = 1.2816;
const FIGURES = 2;
/** What a float may be off by. */
const HAIR = 1e-9;
/** Shares of sales that the rungs of a ladder lie above. */
const RUNGS = [0.1, 0.25, 0.5, 0.75, 0.9] as const;
const RUNG_Z: Readonly<Record<(typeof RUNGS)[number], number>> = {
  0.1: -Z_P90,
  0.25: -0.6745,
  0.5: 0,
  0.75: 0.6745,
  0.9: Z_P90,
};

/**
 * How a price stands: to what it must cover or must not pass first, then to the fair band.
 * @param limits.floorMinor what a lead costs its seller, fee included; null where it is not known
 * @param limits.ceilingMinor what a lead brings its buyer: profit per sale x close rate; null where it is not known
 */
export function judgePrice(
  priceMinor: bigint,
  band: Band,
  limits: { floorMinor: bigint | null; ceilingMinor: bigint | null },
): PriceVerdict {
  if (limits.floorMinor !== null && priceMinor < limits.floorMinor) return 'below_cost';
  if (limits.ceilingMinor !== null && priceMinor > limits.ceilingMinor) return 'above_break_even';
  if (priceMinor < band.p10Minor) return 'low';
  return priceMinor > band.p90Minor ? 'high' : 'ok';
}

/**
 * The share of sales that a fair price of this band leaves at or below a price: log-normal on each side of the median,
 * through p10 and p90.
 */
export function shareBelow(priceMinor: bigint, band: Band): number {
  assert(band.p10Minor < band.p50Minor && band.p50Minor < band.p90Minor, 'a band has a width on both sides');
  if (priceMinor <= 0n) return 0;
  const away = Math.log(Number(priceMinor) / Number(band.p50Minor));
  const side = away < 0 ? band.p10Minor : band.p90Minor;
  const spread = Math.abs(Math.log(Number(side) / Number(band.p50Minor))) / Z_P90;
  return normalBelow(away / spread);
}

/** Five prices over the band, p10 to p90, each to two figures and none outside; the same one is not named twice. */
export function ladderOf(band: Band): bigint[] {
  const median = Number(band.p50Minor);
  const prices = RUNGS.map((share) => {
    const z = RUNG_Z[share];
    const side = Number(z < 0 ? band.p10Minor : band.p90Minor);
    const price = median * Math.exp((Math.abs(z) / Z_P90) * Math.log(side / median));
    return z < 0 ? roundUp(price) : roundDown(price);
  });
  return [...new Set(prices)];
}

/**
 * What an order should bid at most: it pays the second-best bid, so that a bid up to what the lead is worth to it costs
 * nothing; beyond p90 hardly any lead is left to win.
 */
export function recommendTop(band: Band, ceilingMinor: bigint | null): bigint {
  const most = ceilingMinor !== null && ceilingMinor < band.p90Minor ? ceilingMinor : band.p90Minor;
  return roundDown(Number(most));
}

/** To two figures, never above what it was made of. */
function roundDown(minor: number): bigint {
  const unit = unitOf(minor);
  return BigInt(Math.max(Math.floor(minor / unit + HAIR) * unit, 1));
}

/** To two figures, never below what it was made of. */
function roundUp(minor: number): bigint {
  const unit = unitOf(minor);
  return BigInt(Math.ceil(minor / unit - HAIR) * unit);
}

function unitOf(minor: number): number {
  return 10 ** Math.max(Math.floor(Math.log10(minor)) - FIGURES + 1, 0);
}

/** The standard normal distribution function, to 7.5e-8. Source: Abramowitz and Stegun, 26.2.17. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const tail =
    (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) *
    series.reduce((sum, coefficient, index) => sum + coefficient * t ** (index + 1), 0);
  return z >= 0 ? 1 - tail : tail;
}
