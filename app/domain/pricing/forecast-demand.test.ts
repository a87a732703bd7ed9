import { describe, expect, it } from 'vitest';
import type { DemandRow } from './demand/gather-series.ts';
import { forecastDemand } from './forecast-demand.ts';

const START = 24_000;
const YEAR = 12;

const rowsOf = (keys: readonly string[], counts: readonly number[], from = START): DemandRow[] =>
  counts.map((count, index) => ({ keys, month: from + index, count }));

const waveOf = (rate: number, months: number, height = 0.4, phase = 0) =>
  Array.from({ length: months }, (_, month) =>
    Math.round(rate * Math.exp(height * Math.cos((2 * Math.PI * (month - phase)) / YEAR))),
  );

const mediansOf = (rows: readonly DemandRow[], horizon = YEAR) =>
  forecastDemand({ rows, horizon }).map(({ p50 }) => p50);

const apart = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) /
  b.reduce((sum, value) => sum + value, 0);

/** Evenly in [0, 1), the same for the same seed. */
function openEven(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A wave of about 300 leads a month that comes by a part of a month later each year. */
function moving(seed: number, by: number): number[] {
  const even = openEven(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
  const peak = YEAR * even();
  return Array.from({ length: 36 }, (_, month) => {
    const away = (month - peak - (month * by) / YEAR) / YEAR;
    return Math.round(300 * Math.exp(0.4 * Math.cos(2 * Math.PI * away) + 0.08 * normal()));
  });
}

/** A wave of about 300 leads a month under noise of which a share is kept from month to month. */
function shaken(seed: number, kept: number): number[] {
  const even = openEven(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
  const peak = YEAR * even();
  let noise = 0;
  return Array.from({ length: 60 }, (_, month) => {
    noise = kept * noise + 0.1 * normal();
    return Math.round(300 * Math.exp(0.3 * Math.cos((2 * Math.PI * (month - peak)) / YEAR) + noise));
  }).slice(-36);
}

describe('a forecast of demand', () => {
  it.each([
    ['where noise is not kept', (seed: number) => shaken(seed, 0), 0.13],
    ['where noise is kept by .4', (seed: number) => shaken(seed, 0.4), 0.11],
    ['where noise is kept by .8', (seed: number) => shaken(seed, 0.8), 0.05],
    ['where the season comes a fortnight later each year', (seed: number) => moving(seed, 0.5), 0.09],
    ['where the season comes eleven days earlier each year', (seed: number) => moving(seed, -0.36), 0.11],
  ])('from two years beats repeating the last one %s', (_, make, least) => {
    let [error, seasonal] = [0, 0];
    for (let seed = 1; seed <= 40; seed += 1) {
      const counts = make(seed * 7_919);
      const medians = mediansOf(rowsOf([], counts.slice(0, 24)));
      for (const [ahead, came] of counts.slice(24).entries()) {
        error += Math.abs((medians[ahead] ?? 0) - came);
        seasonal += Math.abs((counts[YEAR + ahead] ?? 0) - came);
      }
    }
    expect(error / seasonal).toBeLessThan(1 - least);
  });

  it('repeats a year that was counted exactly, an edge in it and all', () => {
    const saw = Array.from({ length: YEAR }, (_, month) => Math.round(5_000 * Math.exp(month / 15)));
    expect(apart(mediansOf(rowsOf([], saw)), saw)).toBeLessThan(0.002);
  });

  it('repeats a clear season', () => {
    expect(apart(mediansOf(rowsOf([], waveOf(400, 36))), waveOf(400, YEAR))).toBeLessThan(0.02);
  });

  it('repeats a year of clear season, though it was seen once', () => {
    expect(apart(mediansOf(rowsOf([], waveOf(400, 12))), waveOf(400, YEAR))).toBeLessThan(0.05);
  });

  it('keeps a peak of one month that was seen once, and its neighbours as they were', () => {
    const year = Array.from({ length: YEAR }, (_, month) => (month === 5 ? 410 : 150 + ((month * 7) % 11)));
    const medians = mediansOf(rowsOf([], year));
    expect(medians[5]).toBeGreaterThan(0.9 * 410);
    for (const month of [4, 6]) expect((medians[month] ?? 0) / (year[month] ?? 1)).toBeLessThan(1.06);
  });

  it('is less sure of a year to come when one was seen than when three were', () => {
    const widthOf = (months: number) => {
      const [first] = forecastDemand({ rows: rowsOf([], waveOf(400, months)), horizon: 6 }).slice(-1);
      return (first?.p90 ?? 0) / (first?.p10 ?? 1);
    };
    expect(widthOf(12)).toBeGreaterThan(1.2 * widthOf(36));
  });

  it('goes on with growth, the slower the further off', () => {
    const grown = Array.from({ length: 48 }, (_, month) => Math.round(200 * 1.02 ** month));
    const medians = mediansOf(rowsOf([], grown.slice(0, 36)), 12);
    expect(medians[0]).toBeGreaterThan(grown[34] ?? 0);
    expect(medians[11]).toBeGreaterThan(1.05 * (medians[0] ?? 0));
    expect(medians[11]).toBeLessThan(1.03 * (grown[47] ?? 0));
  });

  it('lends a new series the season of its niche', () => {
    const old = ['a', 'b', 'c'].flatMap((place) => rowsOf(['n', place], waveOf(200, 36)));
    const fresh = rowsOf(['n', 'new'], waveOf(100, 36).slice(33), START + 33);
    const medians = forecastDemand({ rows: [...old, ...fresh], horizon: YEAR })
      .filter(({ keys }) => keys[1] === 'new')
      .map(({ p50 }) => p50);
    expect(apart(medians, waveOf(100, YEAR))).toBeLessThan(0.1);
  });

  it('keeps the seasons of unlike sectors apart', () => {
    const rows = [...rowsOf(['winter'], waveOf(300, 36)), ...rowsOf(['summer'], waveOf(300, 36, 0.4, 6))];
    const medians = mediansOf(rows);
    expect(apart(medians.slice(0, YEAR), waveOf(300, YEAR))).toBeLessThan(0.05);
    expect(apart(medians.slice(YEAR), waveOf(300, YEAR, 0.4, 6))).toBeLessThan(0.05);
  });

  it('splits the whole where a part is thin', () => {
    const thin = waveOf(400, 36).map((count, month) => (month % 2 === 0 ? Math.round(count / 200) : 2));
    const rows = [...rowsOf(['big'], waveOf(400, 36)), ...rowsOf(['thin'], thin)];
    const [big, small] = [mediansOf(rows).slice(0, YEAR), mediansOf(rows).slice(YEAR)];
    const yearly = (medians: readonly number[]) => medians.reduce((sum, value) => sum + value, 0);
    expect(yearly(small) / yearly(big)).toBeGreaterThan(1 / 300);
    expect(yearly(small) / yearly(big)).toBeLessThan(1 / 150);
    // Its season is the whole's, which its own few leads do not show.
    expect(small[0]).toBeGreaterThan(1.5 * (small[6] ?? 0));
  });

  it('is not thrown by one month of ten times as many', () => {
    const struck = waveOf(300, 36).map((count, month) => (month === 30 ? 10 * count : count));
    expect(apart(mediansOf(rowsOf([], struck)), waveOf(300, YEAR))).toBeLessThan(0.1);
  });

  it.each([
    ['one month', rowsOf([], [5])],
    ['nothing but zeros', rowsOf([], new Array(24).fill(0))],
    ['a series that died', rowsOf([], [...new Array(18).fill(40), ...new Array(6).fill(0)])],
    ['a huge count', rowsOf([], new Array(24).fill(5e9))],
    ['fractions', rowsOf([], new Array(24).fill(0.25))],
    ['gaps', rowsOf([], waveOf(50, 30)).filter(({ month }) => month % 5 !== 0)],
  ])('is in order and finite from %s', (_, rows) => {
    const forecast = forecastDemand({ rows, horizon: 24 });
    expect(forecast).toHaveLength(24);
    for (const { p10, p50, p90 } of forecast) {
      expect(p10).toBeGreaterThanOrEqual(0);
      expect(p50).toBeGreaterThanOrEqual(p10);
      expect(p90).toBeGreaterThan(p50);
      expect(p90).toBeLessThan(Number.MAX_SAFE_INTEGER);
    }
  });

  it('covers the months after the last of any series, for every series', () => {
    const rows = [...rowsOf(['a'], [5, 6, 7, 8]), ...rowsOf(['b'], [9, 9])];
    const months = forecastDemand({ rows, horizon: 2 }).map(({ keys, month }) => [keys[0], month - START]);
    expect(months).toEqual([
      ['a', 4],
      ['a', 5],
      ['b', 4],
      ['b', 5],
    ]);
  });

  it('answers the same however the rows are ordered', () => {
    const rows = [...rowsOf(['a'], waveOf(90, 24)), ...rowsOf(['b'], waveOf(30, 24))];
    const one = mediansOf(rows).slice(0, YEAR);
    const other = forecastDemand({ rows: [...rows].reverse(), horizon: YEAR }).filter(
      ({ keys }) => keys[0] === 'a',
    );
    expect(
      apart(
        one,
        other.map(({ p50 }) => p50),
      ),
    ).toBeLessThan(1e-9);
  });
});
