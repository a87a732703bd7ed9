import type { BandBucket, FitMetrics } from '../price-model.ts';
import { isSale } from '../price-table.ts';
import { type FitState, sigmaOf, sweep, varianceOf } from './fit-effects.ts';

/** A sale that the fit was not shown: how far off it was, in ln price and in its own standard deviations. */
type HeldOut = {
  readonly row: number;
  readonly error: number;
  readonly standardised: number;
  readonly cellSales: number;
};

/** Sales of a cell from which the next bucket begins. */
const BUCKETS_FROM = [0, 1, 5, 20];
const FOLDS = 5;
/** With so many rows two folds of a sample tell enough. */
const MANY_ROWS = 150_000;
const HELD_OUT_LIMIT = 25_000;
/** The rows beside a held-out one settle within a few sweeps; the rest hardly moves. */
const SWEEPS = 5;
/** What comes after the last sale is less sure than a gap between sales: how much, the latest part of all periods tells. */
const LATEST_PART = 12;
const LATEST_SWEEPS = 8;
const STRETCH_ROWS = 200;
const MOST_STRETCH = 2;
/** The standard normal's 90 % quantile, which the bands start from, and the held-out rows that it counts as. */
const Z_P90 = 1.2816;
const NORMAL_ROWS = 20;
/** Held-out rows at which a bucket's own quantiles count as much as those of all. */
const BUCKET_ROWS = 100;

/**
 * Quantiles of how far prices paid lie from what is predicted for them, from rows held out of refits (cross validation), by how
 * many sales the cell has. What is only asked or bid lies elsewhere, and says nothing of how prices paid scatter. They are in units of the prediction's own standard deviation, sqrt(sigma^2 + posterior variance),
 * so that what is less known has the wider band whatever its bucket.
 */
export function* learnBands(
  state: FitState,
  y: Float64Array,
): Generator<
  void,
  {
    bands: BandBucket[];
    stretch: number;
    metrics: FitMetrics;
  }
> {
  const held = yield* holdOutByLot(state);
  const all = quantilesOf(held.map(({ standardised }) => standardised));
  const whole = blend(all, { q10: -Z_P90, q50: 0, q90: Z_P90 }, held.length / (held.length + NORMAL_ROWS));
  const bands = BUCKETS_FROM.map((fromSales, at): BandBucket => {
    const until = BUCKETS_FROM[at + 1] ?? Number.POSITIVE_INFINITY;
    const own = held.filter(({ cellSales }) => cellSales >= fromSales && cellSales < until);
    const quantiles = quantilesOf(own.map(({ standardised }) => standardised));
    return {
      fromSales,
      rows: own.length,
      ...blend(quantiles, whole, own.length / (own.length + BUCKET_ROWS)),
    };
  });
  const latest = holdOutLatest(state);
  const metrics: FitMetrics = {
    ...metricsOf(held, bands),
    latest: {
      rows: latest.length,
      logError: medianOf(latest.map(({ error }) => error)),
      beliefLogError: medianOf(latest.map(({ row }) => y[row] as number)),
    },
  };
  return { bands, stretch: stretchOf(latest, bands), metrics };
}

/** The bucket of a cell with that many sales. */
export function bandOf(bands: readonly BandBucket[], cellSales: number): BandBucket {
  return bands.findLast(({ fromSales }) => cellSales >= fromSales) ?? (bands[0] as BandBucket);
}

/** Folds of rows drawn by lot, each predicted from the others. */
function* holdOutByLot(state: FitState): Generator<void, HeldOut[]> {
  const rows = state.counts.length;
  if (rows < FOLDS) return [];
  const folds = rows > MANY_ROWS ? 2 : FOLDS;
  const stride = Math.max(FOLDS, Math.ceil(rows / HELD_OUT_LIMIT));
  const held: HeldOut[][] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    held.push(holdOut(state, (row) => (Math.imul(row, 0x9e3779b1) >>> 8) % stride === fold, SWEEPS));
    yield;
  }
  return held.flat();
}

/** The last twelfth of all periods, predicted from what came before. */
function holdOutLatest(state: FitState): HeldOut[] {
  const drift = state.design.levels.find(({ kind, of }) => kind === 'drift' && of.length === 0);
  if (!drift) return [];
  const from = drift.width - Math.max(1, Math.round(drift.width / LATEST_PART));
  return holdOut(state, (row) => (drift.cells[row] as number) >= from, LATEST_SWEEPS);
}

function holdOut(state: FitState, isOut: (row: number) => boolean, sweeps: number): HeldOut[] {
  const { counts, design } = state;
  const shown = counts.map((count, row) => (isOut(row) ? 0 : count));
  const refit: FitState = {
    ...state,
    counts: shown,
    residual: state.residual.slice(),
    slip: state.slip.slice(),
    weight: state.weight.slice(),
    levels: state.levels.map((level) => ({
      ...level,
      effect: level.effect.slice(),
      variance: level.variance.slice(),
      slope: level.slope.slice(),
    })),
  };
  sweep(refit, sweeps, { learns: false });
  const cellRows = new Float64Array(design.cellCount);
  for (let row = 0; row < counts.length; row += 1)
    if (isSale(shown[row] as number)) {
      const cell = design.cellCodes[row] as number;
      cellRows[cell] = (cellRows[cell] as number) + 1;
    }
  const held: HeldOut[] = [];
  for (let row = 0; row < counts.length; row += 1) {
    if (!isOut(row) || !isSale(counts[row] as number)) continue;
    const error = (refit.residual[row] as number) + (refit.slip[row] as number);
    const sd = Math.sqrt(sigmaOf(refit, row) ** 2 + varianceOf(refit, row));
    const cellSales = cellRows[design.cellCodes[row] as number] as number;
    held.push({ row, error, standardised: error / sd, cellSales });
  }
  return held;
}

/** How much wider prices of the latest periods lie about what was predicted for them than the bands say. */
function stretchOf(latest: readonly HeldOut[], bands: readonly BandBucket[]): number {
  const scaled = latest.map(({ standardised, cellSales }) => {
    const { q10, q50, q90 } = bandOf(bands, cellSales);
    return standardised < q50 ? (q50 - standardised) / (q50 - q10) : (standardised - q50) / (q90 - q50);
  });
  // Four of five lie within 1 where the bands hold.
  const sorted = Float64Array.from(scaled).sort();
  const needed = sorted[Math.min(Math.floor(0.8 * sorted.length), sorted.length - 1)] ?? 1;
  const share = latest.length / (latest.length + STRETCH_ROWS);
  return Math.min(Math.max(1 + share * (needed - 1), 1), MOST_STRETCH);
}

type Quantiles = { q10: number; q50: number; q90: number };

function quantilesOf(values: number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => {
    const place = share * (sorted.length + 1) - 1;
    const low = Math.min(Math.max(Math.floor(place), 0), sorted.length - 1);
    const high = Math.min(low + 1, sorted.length - 1);
    const part = Math.min(Math.max(place - low, 0), 1);
    return (sorted[low] as number) * (1 - part) + (sorted[high] as number) * part;
  };
  return sorted.length === 0 ? { q10: 0, q50: 0, q90: 0 } : { q10: at(0.1), q50: at(0.5), q90: at(0.9) };
}

function blend(own: Quantiles, other: Quantiles, share: number): Quantiles {
  const mix = (a: number, b: number) => share * a + (1 - share) * b;
  return { q10: mix(own.q10, other.q10), q50: mix(own.q50, other.q50), q90: mix(own.q90, other.q90) };
}

function metricsOf(held: readonly HeldOut[], bands: readonly BandBucket[]) {
  const inside = held.filter(({ standardised, cellSales }) => {
    const { q10, q90 } = bandOf(bands, cellSales);
    return standardised >= q10 && standardised <= q90;
  });
  return {
    rows: held.length,
    logError: medianOf(held.map(({ error }) => error)),
    coverage: held.length === 0 ? 0 : inside.length / held.length,
  };
}

/** Of absolute values; 0 of none. */
function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values, Math.abs).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
