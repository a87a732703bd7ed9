import { assert } from '#app/kernel/assert.ts';
import { countQuantile } from './demand/count-quantile.ts';
import { type Counts, fitProcess, type Span, type Spread, type Whole } from './demand/fit-process.ts';
import { type DemandRow, gatherSeries } from './demand/gather-series.ts';
import { type Group, groupSeries } from './demand/group-series.ts';
import { trendTable } from './demand/kernels.ts';
import {
  type Learned,
  type Lesson,
  learnSpread,
  REPEATED,
  USUAL_PART,
  USUAL_WHOLE,
} from './demand/learn-spread.ts';
import type { MonthNumber } from './demand/month-number.ts';

export type Forecast = {
  readonly keys: readonly string[];
  readonly month: MonthNumber;
  /** Quantiles of the month's count. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
};

/** Leads a month below which a series is not forecast by itself: its whole is, and split. */
const THIN_MEAN = 5;
/** Of a share of the whole, months: older leads tell less of it. */
const SHARE_HALF_LIFE = 12;
/** Leads believed of a part before any: so little that it only keeps a share from being nothing. */
const SHARE_PRIOR = 0.5;
const YEAR = 12;
/**
 * Weight of the same month of the last year where it is counted exactly and the forecast agrees with it: while no season came twice, nothing
 * tells whether what is smoothed away is chance; from then on the forecast is worth more. Then the counting error at which it is
 * half that, and the distance, of ln, at which half of what agreement leaves is added: a peak may have been smoothed away.
 */
const LEANING = { once: 0.99, twice: 0.7 };
const LEANING_SD = 0.2;
const SMOOTHED_AWAY = 0.1;
/** Standard deviation believed of how much a year's leads differ from the year's before, of ln, while none came twice. */
const YEARLY_CHANGE = 0.3;
export const HORIZON_LIMIT = 120;

const P10 = { share: 0.1, z: -1.2816 };
const P50 = { share: 0.5, z: 0 };
const P90 = { share: 0.9, z: 1.2816 };

/**
 * Leads a month to come of each series of the rows, with their band: level x season, on the scale of ln counts.
 *
 * The series form a tree by their keys from left to right. The market as a whole is fitted first; each part then
 * starts from its whole's season and follows its level as far as the parts of that depth are seen to (`fitProcess`,
 * `learnSpread`): with independent months, the geometric mean of own and pooled season with own weight n / (n + k). A
 * part of under 5 leads a month is its share of the forecast of the whole.
 *
 * Every series is forecast for the same months: those after the last one of any row.
 * @param rows at least one
 * @param horizon months, 1 to 120
 */
export function forecastDemand(input: { rows: readonly DemandRow[]; horizon: number }): Forecast[] {
  const { rows, horizon } = input;
  assert(rows.length > 0, 'a forecast rests on at least one row');
  assert(
    Number.isInteger(horizon) && horizon >= 1 && horizon <= HORIZON_LIMIT,
    'a horizon is 1 to 120 months',
  );
  const { first, months, series } = gatherSeries(rows);
  const length = months + horizon;
  const span: Span = { first, length, trendTable: trendTable(length) };
  const found = new Map<string, Outlook>();
  const root = groupSeries(series);
  let level: Step[] = [{ group: root, whole: null }];
  for (let depth = 0; level.length > 0; depth += 1) level = descend(level, span, depth, found);
  return series.flatMap(({ keys }) => {
    const outlook = found.get(JSON.stringify(keys));
    assert(outlook, 'every series is a leaf of the tree');
    return Array.from({ length: horizon }, (_, ahead) => {
      const [median, variance] = [outlook.median[months + ahead] ?? 0, outlook.variance[months + ahead] ?? 0];
      const quantile = (at: typeof P50) => countQuantile(median, variance, at);
      return {
        keys,
        month: first + months + ahead,
        p10: quantile(P10),
        p50: quantile(P50),
        p90: quantile(P90),
      };
    });
  });
}

type Outlook = Whole & { readonly median: readonly number[]; readonly variance: readonly number[] };
type Step = { readonly group: Group; readonly whole: Outlook | null };

/** Fits all groups of one depth and leads on to their parts. */
function descend(steps: readonly Step[], span: Span, depth: number, found: Map<string, Outlook>): Step[] {
  const usual = depth === 0 ? USUAL_WHOLE : USUAL_PART;
  const thick = steps.filter(({ group, whole }) => !whole || recentMean(group.counts) >= THIN_MEAN);
  const learned = learnSpread(
    span,
    thick.map((step) => lessonOf(step, span, usual)),
    usual,
  );
  const fitted = new Set(thick);
  return steps.flatMap((step) => {
    const outlook =
      fitted.has(step) || !step.whole
        ? fitOne(step, span, learned)
        : splitOff(step.group, step.whole, learned);
    if (step.group.parts.length === 0) found.set(JSON.stringify(step.group.keys), outlook);
    return step.group.parts.map((group) => ({ group, whole: outlook }));
  });
}

function lessonOf({ group, whole }: Step, span: Span, usual: Spread): Lesson {
  const { outlying } = fitProcess(group.counts, span, whole, usual, []);
  return { counts: group.counts, whole, doubt: outlying };
}

/** The mean of what the likely spreads lead to expect, by their weights; that they differ adds to the variance. */
function fitOne({ group, whole }: Step, span: Span, learned: Learned): Outlook {
  const fits = learned.map(({ spread, band, weight }) => {
    const { outlying } = fitProcess(group.counts, span, whole, spread, []);
    const { median, level, season } = fitProcess(group.counts, span, whole, spread, outlying);
    const { variance, levelVariance } = fitProcess(group.counts, span, whole, band, outlying);
    return { median, level, season, variance, levelVariance, weight };
  });
  const mean = (of: (fit: (typeof fits)[number]) => number) =>
    fits.reduce((sum, fit) => sum + fit.weight * of(fit), 0);
  const months = Array.from({ length: span.length }, (_, month) => month);
  const [median, level] = [
    months.map((month) => mean((fit) => fit.median[month] ?? 0)),
    months.map((month) => mean((fit) => fit.level[month] ?? 0)),
  ];
  const leans = leaningOnLastYear(group.counts, median);
  return {
    level,
    season: months.map((month) => mean((fit) => fit.season[month] ?? 0)),
    levelVariance: months.map((month) =>
      mean((fit) => (fit.levelVariance[month] ?? 0) + ((fit.level[month] ?? 0) - (level[month] ?? 0)) ** 2),
    ),
    median: median.map((value, month) => value + (leans[month]?.by ?? 0)),
    // Ways of forecasting that differ are all in doubt, and last year's months know nothing of how the year has changed.
    variance: median.map((value, month) => {
      const { by, doubt } = leans[month] ?? NO_LEAN;
      return (
        mean((fit) => (fit.variance[month] ?? 0) + ((fit.median[month] ?? 0) - value) ** 2) + by ** 2 + doubt
      );
    }),
  };
}

/** What last year's month adds to the logarithm of a month to come, and to its variance: the year's change is seen as far as months came twice. */
type Lean = { readonly by: number; readonly doubt: number };
const NO_LEAN: Lean = { by: 0, doubt: 0 };

/**
 * While less than two years are known, season, trend and noise are hardly told apart. The forecast then leans on the same month
 * of the last year, which needs no telling apart, by the square of its evidence: ln count has the counting variance 1 / count. The
 * mean of two forecasts is off by no more than they are on average.
 * @returns by month to come
 */
function leaningOnLastYear(counts: Counts, median: readonly number[]): Lean[] {
  const known = counts.filter((count) => count !== null).length;
  if (known < YEAR || known >= 2 * YEAR) return [];
  const leaning = known < YEAR + REPEATED ? LEANING.once : LEANING.twice;
  const unseen = YEARLY_CHANGE ** 2 * (2 - known / YEAR);
  return median.map((value, month) => {
    const last = counts[counts.length - YEAR + ((month - counts.length) % YEAR)] ?? null;
    if (month < counts.length || last === null) return NO_LEAN;
    const apart = Math.log(Math.max(last, 0.5)) - value;
    const counted = LEANING_SD ** 4 / (LEANING_SD ** 4 + (last + 0.5) ** -2);
    const smoothed = apart ** 2 / (apart ** 2 + SMOOTHED_AWAY ** 2);
    const weight = counted * (leaning + (1 - leaning) * smoothed);
    return { by: weight * apart, doubt: weight ** 2 * unseen };
  });
}

/**
 * A thin part: its share of the whole, which is its leads over the whole's expected ones, the older the less (gamma
 * prior of half a lead). The share's own doubt, 1 / leads, adds to the variance.
 */
function splitOff({ counts }: Group, whole: Outlook, learned: Learned): Outlook {
  const known = counts.length;
  let [leads, expected] = [SHARE_PRIOR, 0];
  for (const [month, count] of counts.entries()) {
    if (count === null) continue;
    const weight = 0.5 ** ((known - 1 - month) / SHARE_HALF_LIFE);
    leads += weight * count;
    expected += weight * Math.exp(whole.median[month] ?? 0);
  }
  const share = Math.log(leads / (expected + SHARE_PRIOR));
  const noise = learned.reduce((sum, { band, weight }) => sum + weight * band.noise ** 2, 0);
  const doubt = 1 / leads + noise;
  return {
    ...whole,
    median: whole.median.map((value) => value + share),
    variance: whole.variance.map((value) => value + doubt),
  };
}

/** Leads a month over the last twelve known months. */
function recentMean(counts: Counts): number {
  const recent = counts.filter((count) => count !== null).slice(-YEAR);
  return recent.reduce((sum, count) => sum + count, 0) / Math.max(recent.length, 1);
}
