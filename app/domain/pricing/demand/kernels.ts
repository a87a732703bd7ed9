import { calendarMonth, type MonthNumber } from './month-number.ts';

const YEAR = 12;

/** The share of a season that is a smooth wave over the year; the rest are months on their own, such as December. */
const SMOOTH = 0.5;
/** Reach of the smooth part, as chord of the unit circle of the year: about two months. */
const REACH = 1;
/** What is left after a year of a season that passes. */
const KEPT_A_YEAR = 0.6;
/** What is left of a trend after a month, so that it runs out within a few years. */
const TREND_KEPT = 0.95;

const SEASON = seasonByMonthsApart();

/**
 * Covariance of the sums of a trend until the months 0 to `length` - 1, for a trend of variance 1 that keeps
 * `TREND_KEPT` of itself a month (a stationary autoregression, integrated).
 */
export function trendTable(length: number): Float64Array {
  const table = new Float64Array(length * length);
  // cov(B_i, B_j) = cov(B_i-1, B_j) + sum over k <= j of kept^|i - k|.
  for (let i = 1; i < length; i += 1) {
    let row = 0;
    for (let j = 1; j < length; j += 1) {
      row += TREND_KEPT ** Math.abs(i - j);
      table[i * length + j] = (table[(i - 1) * length + j] ?? 0) + row;
    }
  }
  return table;
}

/** Covariances of the seasons of the months `first` to `first + length - 1`: 1 on average for a month with itself; over a year they sum to 0. */
export function seasonTables(
  first: MonthNumber,
  length: number,
): { lasting: Float64Array; passing: Float64Array } {
  const lasting = new Float64Array(length * length);
  const passing = new Float64Array(length * length);
  for (let a = 0; a < length; a += 1) {
    for (let b = 0; b < length; b += 1) {
      const alike = SEASON[Math.abs(calendarMonth(first + a) - calendarMonth(first + b))] ?? 0;
      lasting[a * length + b] = alike;
      passing[a * length + b] = alike * KEPT_A_YEAR ** (Math.abs(a - b) / YEAR);
    }
  }
  return { lasting, passing };
}

/** By months apart. Centred, since the level of a year is not the season's business. */
function seasonByMonthsApart(): number[] {
  const raw = Array.from({ length: YEAR }, (_, apart) => {
    const chord = 2 * Math.sin((Math.PI * apart) / YEAR);
    return SMOOTH * Math.exp(-(chord ** 2) / (2 * REACH ** 2)) + (apart === 0 ? 1 - SMOOTH : 0);
  });
  const mean = raw.reduce((sum, value) => sum + value, 0) / YEAR;
  const own = (raw[0] ?? 1) - mean;
  return raw.map((value) => (value - mean) / own);
}
