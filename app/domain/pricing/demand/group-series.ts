import type { Counts } from './fit-process.ts';
import type { Series } from './gather-series.ts';

/** A series and what it is split into: the market, its sectors, their niches and so on down to single series. */
export type Group = {
  readonly keys: readonly string[];
  readonly counts: Counts;
  readonly parts: readonly Group[];
};

/**
 * The series as a tree by their keys from left to right. A key that tells nothing apart makes no step of its own.
 * @param series at least one
 */
export function groupSeries(series: readonly Series[], depth = 0): Group {
  const [first, ...others] = series;
  if (first && others.length === 0) return { keys: first.keys, counts: first.counts, parts: [] };
  const byKey = new Map<string, Series[]>();
  for (const one of series) {
    const key = one.keys[depth] ?? '';
    const group = byKey.get(key);
    if (group) group.push(one);
    else byKey.set(key, [one]);
  }
  if (byKey.size === 1) return groupSeries(series, depth + 1);
  return {
    keys: first?.keys.slice(0, depth) ?? [],
    counts: sumOf(series.map(({ counts }) => bridged(counts))),
    parts: [...byKey.values()].map((below) => groupSeries(below, depth + 1)),
  };
}

/** A month is unknown in the sum where it is in every series: before a series began there were none of its leads. */
function sumOf(all: readonly Counts[]): Counts {
  return (all[0] ?? []).map((_, month) => {
    const known = all.flatMap((counts) => counts[month] ?? []);
    return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
  });
}

/** Unknown months between known ones on the straight line, and after the last one as that, so that a gap is no fall. */
function bridged(counts: Counts): Counts {
  return counts.map((count, month) => {
    if (count !== null) return count;
    const before = counts.findLastIndex((one, index) => index < month && one !== null);
    const after = counts.findIndex((one, index) => index > month && one !== null);
    const [left, right] = [counts[before] ?? null, counts[after] ?? null];
    if (left === null) return null;
    if (right === null) return left;
    return left + ((right - left) * (month - before)) / (after - before);
  });
}
