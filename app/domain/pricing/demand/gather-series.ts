import type { Counts } from './fit-process.ts';
import type { MonthNumber } from './month-number.ts';

/** Leads of one month under one set of keys. Rows of the same month and keys add up. */
export type DemandRow = {
  /** In the order of the key columns; opaque. */
  readonly keys: readonly string[];
  readonly month: MonthNumber;
  /** At or above zero. */
  readonly count: number;
};

export type Series = { readonly keys: readonly string[]; readonly counts: Counts };
export type History = {
  readonly first: MonthNumber;
  readonly months: number;
  readonly series: readonly Series[];
};

/** Older months tell nothing of the next ones that newer ones do not. */
const MONTHS_LIMIT = 84;
/** Mean count up to which a month without a row may well have been one without leads. */
const SMALL_MEAN = 3;

/**
 * The rows as series over the same months, up to the last month of any. What a month without a row means: before a
 * series' first row, or where no series has one, nothing is known; where the rows write zeros out, or the series is
 * too big for a month of nothing, the month is missing; else no lead came.
 */
export function gatherSeries(rows: readonly DemandRow[]): History {
  const last = rows.reduce((most, { month }) => Math.max(most, month), Number.NEGATIVE_INFINITY);
  const first = Math.max(
    rows.reduce((least, { month }) => Math.min(least, month), Number.POSITIVE_INFINITY),
    last - MONTHS_LIMIT + 1,
  );
  const months = last - first + 1;
  const known = new Set(rows.map(({ month }) => month));
  const writesZeros = rows.some(({ count }) => count === 0);
  const byKeys = new Map<string, { keys: readonly string[]; counts: (number | null)[]; before: boolean }>();
  for (const { keys, month, count } of rows) {
    const name = JSON.stringify(keys);
    const one = byKeys.get(name) ?? { keys, counts: new Array(months).fill(null), before: false };
    byKeys.set(name, one);
    if (month < first) one.before = true;
    else one.counts[month - first] = (one.counts[month - first] ?? 0) + count;
  }
  const series = [...byKeys.values()].map(({ keys, counts, before }) => ({
    keys,
    counts:
      writesZeros && counts.some((count) => count !== null)
        ? counts
        : withZeros(counts, before, (index) => known.has(first + index)),
  }));
  return { first, months, series };
}

function withZeros(
  counts: (number | null)[],
  before: boolean,
  isKnown: (index: number) => boolean,
): (number | null)[] {
  const begin = before ? 0 : counts.findIndex((count) => count !== null);
  const present = counts.filter((count) => count !== null);
  const sum = present.reduce((all, count) => all + count, 0);
  if (begin === -1 || sum > SMALL_MEAN * (counts.length - begin)) return counts;
  return counts.map((count, index) => (count === null && index >= begin && isKnown(index) ? 0 : count));
}
