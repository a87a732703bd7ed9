import { describe, expect, it } from 'vitest';
import { type DemandRow, gatherSeries } from './gather-series.ts';

const rows = (keys: string[], counts: readonly (number | null)[], from = 24_000): DemandRow[] =>
  counts.flatMap((count, index) => (count === null ? [] : [{ keys, month: from + index, count }]));

const countsOf = (all: readonly DemandRow[]) => gatherSeries(all).series.map(({ counts }) => counts);

describe('months of a series', () => {
  it('add up rows of the same month', () => {
    expect(countsOf([...rows(['a'], [2, 3]), ...rows(['a'], [1, 1])])).toEqual([[3, 4]]);
  });

  it('without a row are months without leads where few come', () => {
    expect(countsOf([...rows(['a'], [1, null, 1, null]), ...rows(['b'], [9, 9, 9, 9])])[0]).toEqual([
      1, 0, 1, 0,
    ]);
  });

  it('without a row are unknown where many come', () => {
    expect(countsOf([...rows(['a'], [90, null, 80]), ...rows(['b'], [1, 1, 1])])[0]).toEqual([90, null, 80]);
  });

  it('without a row are unknown where zeros are written out', () => {
    expect(countsOf([...rows(['a'], [1, null, 1]), ...rows(['b'], [1, 0, 1])])[0]).toEqual([1, null, 1]);
  });

  it('are unknown before the first row, and where no series has one', () => {
    expect(countsOf([...rows(['a'], [null, 1, null, 1]), ...rows(['b'], [1, 1, null, 1])])[0]).toEqual([
      null,
      1,
      null,
      1,
    ]);
  });

  it('reach no further back than seven years', () => {
    const { first, months } = gatherSeries(rows([], new Array(200).fill(5)));
    expect([first, months]).toEqual([24_000 + 200 - 84, 84]);
  });

  it('are without leads where the series ended before all that is looked at', () => {
    const ended = rows(['old'], [50, 40]);
    const going = rows(['a'], [...new Array(100).fill(3), 0]);
    expect(countsOf([...ended, ...going])[0]).toEqual(new Array(84).fill(0));
  });
});
