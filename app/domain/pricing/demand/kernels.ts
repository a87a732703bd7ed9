const YEAR = 12;

/** Reach of the smooth part of a season, as chord of the unit circle of the year: about two months. */
const REACH = 1;
/** What is left after a year of a season that passes. */
const KEPT_A_YEAR = 0.6;
/** What is left of a trend after a month, so that it runs out within a few years. */
const TREND_KEPT = 0.95;

/** How alike two months of the smooth part are, on average over the year. */
const SMOOTH_MEAN =
  Array.from({ length: YEAR }, (_, apart) => smoothly(apart)).reduce((sum, one) => sum + one) / YEAR;

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

/** What a season is like: see `Spread`. */
type SeasonLike = { readonly smooth: number; readonly moving: number; readonly passing: number };

/**
 * Covariance of the season of two months, by how many months they are apart, 0 to `length` - 1: 1 for a month with itself; over a year they
 * sum to 0, since the level of a year is not the season's business.
 *
 * A share `smooth` is a squared exponential of the chord between two points of the year's circle, the rest are months on their own; a
 * feast that moves by a part of a month is shared between two, so that rest falls in a straight line to nothing within a month. A season
 * that comes `moving` months later each year is one of a longer year: after n months n (1 - moving / 12) of its own have gone by.
 *
 * Source: periodic kernel, C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning" (2006), 4.2.3.
 */
export function seasonByMonthsApart(length: number, { smooth, moving, passing }: SeasonLike): number[] {
  const mean = smooth * SMOOTH_MEAN + (1 - smooth) / YEAR;
  return Array.from({ length }, (_, months) => {
    const apart = months * (1 - moving / YEAR);
    const alone = Math.max(0, 1 - Math.abs(apart - YEAR * Math.round(apart / YEAR)));
    const alike = (smooth * smoothly(apart) + (1 - smooth) * alone - mean) / (1 - mean);
    return alike * (1 - passing + passing * KEPT_A_YEAR ** (months / YEAR));
  });
}

function smoothly(apart: number): number {
  const chord = 2 * Math.sin((Math.PI * apart) / YEAR);
  return Math.exp(-(chord ** 2) / (2 * REACH ** 2));
}
