import { calendarMonth, type MonthNumber } from './month-number.ts';

const YEAR = 12;

/** The share of a season that is a smooth wave over the year; the rest are months on their own, such as December. */
const SMOOTH = 0.5;
/** Reach of the smooth part, as chord of the unit circle of the year: about two months. */
const REACH = 1;
/** Share of a season that is not for ever, and what is left of that after a year. */
const PASSING = 0.02;
const KEPT_A_YEAR = 0.6;
/** What is left of a trend after a month, so that it runs out within a few years. */
const TREND_KEPT = 0.95;

const SEASON = seasonByMonthsApart();

/** How alike the season is of two months: 1 on average for a month with itself; over a year it sums to 0. */
function seasonAlike(a: MonthNumber, b: MonthNumber): number {
  const apart = Math.abs(a - b);
  const table = SEASON[Math.abs(calendarMonth(a) - calendarMonth(b))] ?? 0;
  return table * (1 - PASSING + PASSING * KEPT_A_YEAR ** (apart / YEAR));
}

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

/** Covariances of the season of variance 1 in the months `first` to `first + length - 1`. */
export function seasonTable(first: MonthNumber, length: number): Float64Array {
  return Float64Array.from({ length: length * length }, (_, pair) =>
    seasonAlike(first + Math.floor(pair / length), first + (pair % length)),
  );
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
