import { dot, factorise, inverseDiagonal, solveLower, solveUpper } from './gaussian.ts';

import { seasonByMonthsApart } from './kernels.ts';
import { calendarMonth, type MonthNumber } from './month-number.ts';

/** Standard deviations on the scale of ln counts, and how far a part follows its whole. */
export type Spread = {
  /** Of a month about its expectation, beyond what counting itself brings. */
  readonly noise: number;
  /** Of the level's step from month to month. */
  readonly level: number;
  /** Of the trend a month. */
  readonly trend: number;
  /** Of what raises or lowers some months on end and passes again. */
  readonly lasting: number;
  /** Share of that which is left after a month: 0 to 1. */
  readonly kept: number;
  /** Of a month's season about the season of the whole. */
  readonly season: number;
  /** Share of the season, of its variance, that is not for ever. */
  readonly passing: number;
  /** Share of the season, of its variance, that is a smooth wave over the year; the rest are months on their own, such as December. */
  readonly smooth: number;
  /** Months by which the season comes later each year; below 0 earlier, as feasts by the moon do. */
  readonly moving: number;
  /** Share of the whole's moves of level that the part makes too: 0 to 1. */
  readonly follow: number;
};

/** Counts of consecutive months; null where unknown. */
export type Counts = readonly (number | null)[];

/** What is known of the whole that a series is part of, month by month, past and future. */
export type Whole = {
  readonly level: readonly number[];
  readonly season: readonly number[];
  readonly levelVariance: readonly number[];
};

/** The span of a fit: its first month, months past and to come, and the covariances of a trend by pairs of its months. */
export type Span = {
  readonly first: MonthNumber;
  readonly length: number;
  readonly trendTable: Float64Array;
};

/** Covariances of two months, by their index in the span. */
type Kernel = (a: number, b: number) => number;

export type Fit = {
  /** ln of the expected level, relative to the series' own middle; season apart. Past and future. */
  readonly level: number[];
  readonly season: number[];
  readonly levelVariance: number[];
  /** ln of the median count, past and future. */
  readonly median: number[];
  /** Variance of ln of the rate in a month, counting apart, noise included. */
  readonly variance: number[];
  readonly logLikelihood: number;
};

/** Prior variance of where the series as a whole lies: next to nothing is known. */
const MIDDLE_VARIANCE = 9;
/** Added before the logarithm: with a half, ln of a Poisson count is centred on ln of its rate down to about 2. */
const HALF = 0.5;
/** Standardised residual beyond which a month is given less weight. */
const OUTLYING = 2.5;

type Observed = { readonly indices: number[]; readonly logs: number[]; readonly counting: number[] };

/**
 * A Gaussian process on ln(count + 1/2): middle + level (random walk) + trend (damped) + what lasts
 * for months (autoregression) + season (circular, about the
 * season of the whole) + noise + counting (1 / rate). With independent months the season's posterior is the
 * geometric mean of own and whole's index with own weight n / (n + k), k = noise^2 / season^2.
 *
 * @param doubt factors on the variance of single months, 1 where there is no doubt
 */
export function fitProcess(
  counts: Counts,
  span: Span,
  whole: Whole | null,
  spread: Spread,
  doubt: readonly number[],
): Fit & { outlying: number[] } {
  const { observed, prior, lower, solved, logDeterminant } = condition(counts, span, whole, spread, doubt);
  const size = observed.indices.length;
  const [levelCovariance, seasonCovariance] = kernelsOf(span, spread);
  const level: number[] = [];
  const season: number[] = [];
  const median: number[] = [];
  const variance: number[] = [];
  const levelVariance: number[] = [];
  for (let month = 0; month < span.length; month += 1) {
    const levels = observed.indices.map((other) => levelCovariance(month, other));
    const seasons = observed.indices.map((other) => seasonCovariance(month, other));
    const ownLevel = dot(levels, solved);
    const ownSeason = dot(seasons, solved);
    const both = levels.map((value, index) => value + (seasons[index] ?? 0));
    const half = solveLower(lower, size, both);
    const halfLevel = solveLower(lower, size, levels);
    const ofLevel = levelCovariance(month, month);
    const before = ofLevel + seasonCovariance(month, month);
    const lent = spread.follow ** 2 * (whole?.levelVariance[month] ?? 0);
    level.push(spread.follow * (whole?.level[month] ?? 0) + ownLevel);
    season.push((whole?.season[month] ?? 0) + ownSeason);
    median.push((prior[month] ?? 0) + ownLevel + ownSeason);
    levelVariance.push(Math.max(ofLevel - dot(halfLevel, halfLevel), 0) + lent);
    variance.push(Math.max(before - dot(half, half), 0) + lent + spread.noise ** 2);
  }
  return {
    level,
    season,
    levelVariance,
    median,
    variance,
    logLikelihood: logLikelihoodOf(observed, solved, logDeterminant, prior),
    outlying: outlyingOf(observed, solved, lower, span),
  };
}

/** ln of the density of the counts' logarithms. */
export function likelihoodOf(
  counts: Counts,
  span: Span,
  whole: Whole | null,
  spread: Spread,
  doubt: readonly number[],
): number {
  const { observed, prior, solved, logDeterminant } = condition(counts, span, whole, spread, doubt);
  return logLikelihoodOf(observed, solved, logDeterminant, prior);
}

function condition(
  counts: Counts,
  span: Span,
  whole: Whole | null,
  spread: Spread,
  doubt: readonly number[],
) {
  const prior = priorOf(counts, span, whole, spread);
  const observed = observe(counts, prior);
  const { indices } = observed;
  const size = indices.length;
  const [levelCovariance, seasonCovariance] = kernelsOf(span, spread);
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const a = indices[row] ?? 0;
    for (let column = 0; column <= row; column += 1) {
      const b = indices[column] ?? 0;
      matrix[row * size + column] = levelCovariance(a, b) + seasonCovariance(a, b);
    }
    const own = (spread.noise ** 2 + (observed.counting[row] ?? 0)) * (doubt[a] ?? 1);
    matrix[row * size + row] = (matrix[row * size + row] ?? 0) + own;
  }
  const { lower, logDeterminant } = factorise(matrix, size);
  const residuals = observed.logs.map((log, row) => log - (prior[indices[row] ?? 0] ?? 0));
  const solved = solveUpper(lower, size, solveLower(lower, size, residuals));
  return { observed, prior, lower, solved, logDeterminant };
}

/** ln of what is expected before the series' own moves are known: its middle, and the whole's level and season. */
function priorOf(counts: Counts, span: Span, whole: Whole | null, spread: Spread): number[] {
  const offset = Array.from({ length: span.length }, (_, month) =>
    whole ? spread.follow * (whole.level[month] ?? 0) + (whole.season[month] ?? 0) : 0,
  );
  let [count, expected] = [0, 0];
  for (const [month, one] of counts.entries()) {
    if (one === null) continue;
    count += one;
    expected += Math.exp(offset[month] ?? 0);
  }
  const middle = Math.log((count + HALF) / Math.max(expected, Number.MIN_VALUE));
  return offset.map((value) => middle + value);
}

function observe(counts: Counts, prior: readonly number[]): Observed {
  const indices: number[] = [];
  const logs: number[] = [];
  const counting: number[] = [];
  for (const [month, count] of counts.entries()) {
    if (count === null) continue;
    indices.push(month);
    logs.push(Math.log(count + HALF));
    // Between what was expected and what came: neither alone is to be trusted for a small count.
    const rate = (Math.exp(prior[month] ?? 0) + count) / 2;
    counting.push(1 / (rate + HALF));
  }
  return { indices, logs, counting };
}

/** Of the level, with what lasts, and of the season. */
function kernelsOf({ length, trendTable }: Span, spread: Spread): [Kernel, Kernel] {
  const lasting = Array.from({ length }, (_, apart) => spread.lasting ** 2 * spread.kept ** apart);
  const [level, trend] = [spread.level ** 2, spread.trend ** 2];
  const season = seasonByMonthsApart(length, spread).map((alike) => spread.season ** 2 * alike);
  return [
    (a, b) =>
      MIDDLE_VARIANCE +
      level * Math.min(a, b) +
      trend * (trendTable[a * length + b] ?? 0) +
      (lasting[Math.abs(a - b)] ?? 0),
    (a, b) => season[Math.abs(a - b)] ?? 0,
  ];
}

function logLikelihoodOf(
  observed: Observed,
  solved: Float64Array,
  logDeterminant: number,
  prior: readonly number[],
): number {
  const residuals = observed.logs.map((log, row) => log - (prior[observed.indices[row] ?? 0] ?? 0));
  return -(dot(residuals, solved) + logDeterminant) / 2;
}

/**
 * Doubt about each month: how far it lies outside what all other months lead to expect, squared. A calendar month seen
 * once may be its season's, and is not doubted.
 */
function outlyingOf(observed: Observed, solved: Float64Array, lower: Float64Array, span: Span): number[] {
  const diagonal = inverseDiagonal(lower, observed.indices.length);
  const doubt = new Array<number>(span.length).fill(1);
  const calendar = observed.indices.map((month) => calendarMonth(span.first + month));
  for (const [row, month] of observed.indices.entries()) {
    if (calendar.indexOf(calendar[row] ?? 0) === calendar.lastIndexOf(calendar[row] ?? 0)) continue;
    const standardised = Math.abs(solved[row] ?? 0) / Math.sqrt(diagonal[row] ?? 1);
    doubt[month] = Math.max(1, standardised / OUTLYING) ** 2;
  }
  return doubt;
}
