import { assert } from '#app/kernel/assert.ts';

const MONTHS_IN_YEAR = 12;

/** How much dearer a lead is in a peak month than in a quiet one. Assumed: the articles give peak months, no figures. */
export const PEAK_OVER_QUIET = 1.25;

/**
 * What the month does to the price: exp(ln(1.25) x (peak - k/12)), where peak is 1 in a peak month and 0 in
 * others, and k counts the peak months. The geometric mean over the year is 1, so that the season moves a
 * price within the year and not its level; without peak months every month is 1.
 * @param peakMonths calendar months, 1 to 12; order and repeats do not matter
 * @param month 1 to 12
 */
export function seasonMultiplier(peakMonths: readonly number[], month: number): number {
  assert([...peakMonths, month].every(isMonth), 'a month is a whole number from 1 to 12');
  const peaks = new Set(peakMonths);
  const isPeak = peaks.has(month) ? 1 : 0;
  return PEAK_OVER_QUIET ** (isPeak - peaks.size / MONTHS_IN_YEAR);
}

function isMonth(month: number): boolean {
  return Number.isInteger(month) && month >= 1 && month <= MONTHS_IN_YEAR;
}
