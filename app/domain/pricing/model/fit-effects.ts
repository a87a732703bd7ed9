import type { LevelKind, PriceModel } from '../price-model.ts';
import {
  allowedSlips,
  believedSlips,
  nothingWeighed,
  SlipCounter,
  type SlipRates,
  weighRow,
  weighSlips,
} from './misprints.ts';
import type { DesignLevel, PriceDesign } from './price-design.ts';
import { findNestings, type Nesting, recentre } from './recentre.ts';
import { type LevelState, learnVariances, solveLevel, type VariancePrior } from './solve-level.ts';

/** A fit under way. `residual` is ln price less all effects and slips, of every row, also of those without weight. */
export type FitState = {
  readonly design: PriceDesign;
  levels: readonly LevelState[];
  readonly nestings: readonly Nesting[];
  readonly residual: Float64Array;
  /** There is a believed price below the effects. */
  readonly hasPrior: boolean;
  /** What each row counts before its residual is looked at: 0 leaves a row out. */
  readonly counts: Float64Array;
  readonly weight: Float64Array;
  /** By row, what of its ln price is taken for a slip of the pen, and how often such slips are. */
  readonly slip: Float64Array;
  slipRates: SlipRates;
  /** Noise of the posterior draw less what the levels' draws explain of it, and the standard normals behind it. */
  readonly draw: Float64Array;
  readonly noise: Float64Array;
  /** Degrees of freedom that the effects use up. */
  freedom: number;
  sigma: number;
  /** By spread level, by key, and 1 for rows without a key. */
  readonly ratios: readonly Float64Array[];
};

/** Assumed before any sale, and counted as so many. */
const SIGMA_PRIOR = 0.45;
const SIGMA_PRIOR_ROWS = 3;
/** Of ln price; were all prices equal, weights would have no bound. */
const LEAST_SIGMA = 1e-4;
/** Sales at which a key's own spread counts as much as that of all. */
const SPREAD_ROWS = 30;
/** Sweeps between two looks at the weights. */
const SWEEPS_PER_WEIGHING = 2;
/** Keys that the belief of a level's variance counts as. */
const PRIOR_KEYS = 1;
const PRIOR_SEASON_KEYS = 12;
/** A fit begins with steps of drifts larger than they are believed to be: a break is found from there, and not from below. */
export const STARTING_STEP = 0.05;

/** A fit before its first sweep: no effects, or those of an earlier model where it knows the key. */
export function startFit(
  design: PriceDesign,
  y: Float64Array,
  counts: Float64Array,
  from: { previous: PriceModel | null; hasPrior: boolean },
): FitState {
  const random = unitsOf(SEED);
  const levels = design.levels.map((level) => startLevel(level, random, from.hasPrior));
  const state: FitState = {
    design,
    levels,
    nestings: findNestings(design.levels),
    residual: y.slice(),
    counts,
    // No weight yet: the first weighing gives rows theirs, and the draw its noise.
    weight: new Float64Array(y.length),
    slip: new Float64Array(y.length),
    slipRates: believedSlips(),
    hasPrior: from.hasPrior,
    draw: new Float64Array(y.length),
    noise: normals(random, y.length),
    freedom: 0,
    sigma: SIGMA_PRIOR,
    ratios: design.spread.map(({ values }) => new Float64Array(values.length + 1).fill(1)),
  };
  if (from.previous) takeUp(state, from.previous);
  else if (!from.hasPrior) startFromMedian(state);
  return state;
}

function startLevel(design: DesignLevel, random: () => number, hasPrior: boolean): LevelState {
  const numbers = design.keys.length * design.width;
  const prior = priorOf(design, hasPrior);
  return {
    design,
    count: design.keys.length,
    effect: new Float64Array(numbers + 1),
    variance: new Float64Array(numbers + 1),
    missed: new Float64Array(numbers + 1),
    noise: normals(random, numbers + 1),
    sums: new Float64Array(numbers + 1),
    drawSums: new Float64Array(numbers + 1),
    weights: new Float64Array(numbers + 1),
    change: new Float64Array(numbers + 1),
    drawChange: new Float64Array(numbers + 1),
    moments: new Float64Array(design.kind === 'season' ? 144 : 0),
    stepShare: new Float64Array(design.kind === 'drift' ? numbers : 0),
    between: prior.between.slice(),
    step2: design.kind === 'drift' && design.isMain ? STARTING_STEP ** 2 : prior.step2,
    pace: new Float64Array(design.kind === 'drift' ? design.width : 0).fill(1),
    slope: new Float64Array(design.kind === 'drift' ? design.keys.length : 0),
    slope2: design.kind === 'drift' && design.isMain ? (design.of.length === 0 ? 0.02 : 0.01) ** 2 : 0,
  };
}

/**
 * Standard deviations of ln price believed of a level before the data: 0.3 between keys of one thing, 0.07 between crossed
 * ones, 0.06 of a season, 1 % a period of the whole market's drift and less of its parts'. Chosen on made-up markets other
 * than those that are reported on; where the data speak they are soon outvoted.
 */
export function priorOf(design: DesignLevel, hasPrior: boolean): VariancePrior {
  const { isMain, kind } = design;
  const believe = (sd: number, step = 0): VariancePrior => ({
    between: Float64Array.of(sd * sd),
    step2: step * step,
    keys: PRIOR_KEYS,
  });
  if (kind === 'season')
    return { between: seasonPrior(isMain ? 0.06 : 0.03), step2: 0, keys: PRIOR_SEASON_KEYS };
  if (kind === 'slope') return believe(design.of.length === 0 ? 0.1 : 0.02);
  if (design.measure !== null) return believe(0.05);
  if (design.factor === 'season') return believe(0.03);
  // The level of all prices is not believed to be anything, unless a price is believed.
  if (design.of.length === 0) return believe(hasPrior ? 0.3 : 1_000, 0.01);
  // What a believed price leaves open is less than what prices differ by.
  const main = hasPrior ? 0.15 : 0.3;
  return isMain ? believe(main, 0.003) : believe(0.07, 0.001);
}

/** Months near one another are alike; a fifth of the variance is each month's own. */
function seasonPrior(sd: number): Float64Array {
  return Float64Array.from({ length: 144 }, (_, at) => {
    const apart = (2 * Math.PI * (Math.floor(at / 12) - (at % 12))) / 12;
    const near = 0.6 * Math.cos(apart) + 0.2 * Math.cos(2 * apart);
    return sd * sd * (near + (apart === 0 ? 0.2 : 0));
  });
}

function startFromMedian(state: FitState): void {
  const { residual, counts, levels } = state;
  const kept = residual.filter((_, row) => (counts[row] as number) > 0).sort();
  if (kept.length === 0) return;
  const median = kept[kept.length >> 1] as number;
  const all = levels[0] as LevelState;
  all.effect.fill(median, 0, all.effect.length - 1);
  for (let row = 0; row < residual.length; row += 1) residual[row] = (residual[row] as number) - median;
  const spread = kept.map((one) => Math.abs(one - median)).sort()[kept.length >> 1] as number;
  state.sigma = Math.max(1.4826 * spread, LEAST_SIGMA);
}

/** Starts from an earlier model: its effects, variances and spread, key by key. */
function takeUp(state: FitState, previous: PriceModel): void {
  for (const level of state.levels) {
    const { design, effect } = level;
    const known = previous.levels.find(
      (one) =>
        kindOf(one) === kindOf(design) &&
        one.measure === design.measure &&
        one.of.join() === design.of.join(),
    );
    if (!known) continue;
    const at = new Map(known.keys.map((key, index) => [key, index]));
    design.keys.forEach((key, index) => {
      const from = at.get(key);
      if (from === undefined) return;
      const behind =
        design.kind === 'drift' && state.design.periods && previous.periods
          ? state.design.periods.first - previous.periods.first
          : 0;
      for (let inner = 0; inner < design.width; inner += 1) {
        const taken = Math.min(Math.max(inner + behind, 0), known.width - 1);
        effect[index * design.width + inner] = known.effect[from * known.width + taken] ?? 0;
      }
    });
    level.between = Float64Array.from(known.between);
    level.step2 = Math.max(level.step2, known.step2);
  }
  state.sigma = previous.sigma;
  for (const { design, effect } of state.levels) subtract(state.residual, design, effect);
}

/** A drift that stood still is kept as single effects and may walk again. */
function kindOf(level: { kind: LevelKind }): LevelKind {
  return level.kind === 'drift' ? 'static' : level.kind;
}

/**
 * Goes over all levels, each time giving each the effects that fit best what the others leave (block Gauss-Seidel on the
 * mixed model equations), and learns variances, weights and spread in between.
 */
export function sweep(state: FitState, times: number, options: { learns: boolean }): void {
  for (let time = 0; time < times; time += 1) {
    if (time % SWEEPS_PER_WEIGHING === 0) weigh(state, options.learns);
    for (const level of state.levels) {
      gather(state, level);
      solveLevel(level);
      spread(state, level);
      if (options.learns) learnVariances(level, priorOf(level.design, state.hasPrior));
    }
    for (const nesting of state.nestings) recentre(state.levels, nesting);
  }
}

/** A drift that walks less than this over all periods stands still, of ln price. */
const STANDS_STILL = 0.02;

/** Drifts that have turned out to stand still become single effects: there are far fewer numbers to them. */
export function settleDrifts(state: FitState): void {
  state.levels = state.levels.map((level) => {
    const { design, count } = level;
    const { width } = design;
    if (design.kind !== 'drift' || walkOf(level) > STANDS_STILL ** 2) return level;
    const cells = design.cells.map((cell) => Math.floor(cell / width));
    const lastOf = (values: Float64Array) =>
      Float64Array.from({ length: count + 1 }, (_, key) =>
        key < count ? (values[key * width + width - 1] as number) : 0,
      );
    const settled: LevelState = {
      ...level,
      design: { ...design, kind: 'static', width: 1, cells },
      effect: lastOf(level.effect),
      variance: lastOf(level.variance),
      missed: lastOf(level.missed),
      noise: lastOf(level.noise),
      sums: new Float64Array(count + 1),
      drawSums: new Float64Array(count + 1),
      weights: new Float64Array(count + 1),
      change: new Float64Array(count + 1),
      drawChange: new Float64Array(count + 1),
      stepShare: new Float64Array(0),
      pace: new Float64Array(0),
      slope: new Float64Array(0),
    };
    addBack(state.residual, design.cells, level.effect);
    addBack(state.draw, design.cells, level.missed);
    subtract(state.residual, settled.design, settled.effect);
    subtract(state.draw, settled.design, settled.missed);
    return settled;
  });
}

/** Variance of a drift's whole walk, of ln price. */
function walkOf({ step2, pace }: LevelState): number {
  return step2 * pace.subarray(0, -1).reduce((sum, one) => sum + one, 0);
}

function addBack(rows: Float64Array, cells: Int32Array, effect: Float64Array): void {
  for (let row = 0; row < cells.length; row += 1)
    rows[row] = (rows[row] as number) + (effect[cells[row] as number] as number);
}

/** Sums of a level over its rows. */
function gather(state: FitState, level: LevelState): void {
  const { residual, draw, weight } = state;
  const { sums, drawSums, weights } = level;
  const { cells, x } = level.design;
  sums.fill(0);
  drawSums.fill(0);
  weights.fill(0);
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] as number;
    const share = x ? (x[row] as number) : 1;
    const w = (weight[row] as number) * share;
    sums[cell] = (sums[cell] as number) + w * (residual[row] as number);
    drawSums[cell] = (drawSums[cell] as number) + w * (draw[row] as number);
    weights[cell] = (weights[cell] as number) + w * share;
  }
}

function spread(state: FitState, level: LevelState): void {
  const { residual, draw } = state;
  const { change, drawChange } = level;
  const { cells, x } = level.design;
  // What the row without a key gathered is nobody's.
  change[change.length - 1] = 0;
  drawChange[drawChange.length - 1] = 0;
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] as number;
    const share = x ? (x[row] as number) : 1;
    residual[row] = (residual[row] as number) - (change[cell] as number) * share;
    draw[row] = (draw[row] as number) - (drawChange[cell] as number) * share;
  }
}

function subtract(residual: Float64Array, design: DesignLevel, effect: Float64Array): void {
  const { cells, x } = design;
  for (let row = 0; row < cells.length; row += 1)
    residual[row] =
      (residual[row] as number) - (effect[cells[row] as number] as number) * (x ? (x[row] as number) : 1);
}

/** The standard deviation of each row's noise. */
export function sigmaOf(state: FitState, row: number): number {
  let sigma = state.sigma;
  state.design.spread.forEach(({ codes }, level) => {
    const ratios = state.ratios[level] as Float64Array;
    const code = codes[row] as number;
    sigma *= ratios[code < 0 ? ratios.length - 1 : code] as number;
  });
  return sigma;
}

/**
 * Each row's weight and slip (`weighRow`), and with `learns` the rates of slips and sigma itself: the maximum likelihood of
 * Student's t by its EM steps (Lange, Little and Taylor), with the fit's degrees of freedom taken off, by key shrunk to 1.
 */
function weigh(state: FitState, learns: boolean): void {
  const { residual, counts, weight, slip, draw, noise } = state;
  const unsure = variances(state);
  let sigmas = sigmasOf(state);
  const allowed = allowSlips(state, sigmas, unsure);
  if (learns) {
    learnSpread(state, sigmas, unsure, allowed);
    sigmas = sigmasOf(state);
  }
  const one = nothingWeighed();
  for (let row = 0; row < residual.length; row += 1) {
    const sigma = sigmas[row] as number;
    const whole = (residual[row] as number) + (slip[row] as number);
    weighRow(whole, rowOf(state, row, sigmas, unsure, allowed), one);
    slip[row] = one.slip;
    residual[row] = whole - one.slip;
    const now = ((counts[row] as number) * one.weight) / (sigma * sigma);
    // The draw's noise has the variance of the weight: 1 / weight.
    const before = weight[row] as number;
    const z = noise[row] as number;
    if (now > 0) draw[row] = (draw[row] as number) + z * (now ** -0.5 - (before > 0 ? before ** -0.5 : 0));
    weight[row] = now;
  }
}

function sigmasOf(state: FitState): Float64Array {
  const sigmas = new Float64Array(state.residual.length);
  for (let row = 0; row < sigmas.length; row += 1) sigmas[row] = sigmaOf(state, row);
  return sigmas;
}

function rowOf(
  { slipRates }: FitState,
  row: number,
  sigmas: Float64Array,
  unsure: Float64Array,
  allowed: Float64Array,
) {
  return {
    sigma: sigmas[row] as number,
    unsure: unsure[row] as number,
    rates: slipRates,
    allowed: allowed[row] as number,
  };
}

/** By row, what the strictest of its keys leaves to slips. */
function allowSlips(state: FitState, sigmas: Float64Array, unsure: Float64Array): Float64Array {
  const { residual, slip, counts } = state;
  const allowed = new Float64Array(residual.length).fill(1);
  const one = nothingWeighed();
  const wrong = new Float64Array(residual.length);
  for (let row = 0; row < residual.length; row += 1)
    if ((counts[row] as number) > 0)
      wrong[row] = weighSlips(
        (residual[row] as number) + (slip[row] as number),
        rowOf(state, row, sigmas, unsure, allowed),
        one.chances,
      );
  for (const { design, count } of state.levels) {
    if (design.measure !== null || design.kind === 'season' || count < 2) continue;
    const { cells, width } = design;
    const [slips, rows] = [new Float64Array(count + 1), new Float64Array(count + 1)];
    for (let row = 0; row < cells.length; row += 1) {
      const key = Math.floor((cells[row] as number) / width);
      slips[key] = (slips[key] as number) + (wrong[row] as number);
      if ((counts[row] as number) > 0) rows[key] = (rows[key] as number) + 1;
    }
    const left = slips.map((sum, key) => (key < count ? allowedSlips(sum, rows[key] as number) : 1));
    for (let row = 0; row < cells.length; row += 1) {
      const own = left[Math.floor((cells[row] as number) / width)] as number;
      if (own < (allowed[row] as number)) allowed[row] = own;
    }
  }
  return allowed;
}

function learnSpread(
  state: FitState,
  sigmas: Float64Array,
  unsure: Float64Array,
  allowed: Float64Array,
): void {
  const { residual, slip, counts, design } = state;
  let [squares, rows] = [0, 0];
  const robust = new Float64Array(residual.length);
  const slips = new SlipCounter();
  const weighed = nothingWeighed();
  for (let row = 0; row < residual.length; row += 1) {
    const count = counts[row] as number;
    if (count === 0) continue;
    const whole = (residual[row] as number) + (slip[row] as number);
    weighRow(whole, rowOf(state, row, sigmas, unsure, allowed), weighed);
    slips.add(weighed.chances, count);
    const one = count * weighed.square;
    robust[row] = one;
    squares += one;
    rows += count;
  }
  state.slipRates = slips.rates();
  state.freedom = spentFreedom(state);
  const freedom = Math.max(rows - state.freedom, rows * 0.05, 0);
  const prior = (SIGMA_PRIOR / state.sigma) ** 2;
  const scale2 = (squares + SIGMA_PRIOR_ROWS * prior) / (freedom + SIGMA_PRIOR_ROWS);
  state.sigma = Math.max(state.sigma * Math.sqrt(scale2), LEAST_SIGMA);
  const mean = squares > 0 ? squares / rows : 1;
  design.spread.forEach(({ codes }, level) => {
    const ratios = state.ratios[level] as Float64Array;
    const sums = new Float64Array(ratios.length);
    const n = new Float64Array(ratios.length);
    for (let row = 0; row < codes.length; row += 1) {
      const code = codes[row] as number;
      if (code < 0) continue;
      sums[code] = (sums[code] as number) + (robust[row] as number) / mean;
      n[code] = (n[code] as number) + (counts[row] as number);
    }
    for (let code = 0; code < ratios.length - 1; code += 1) {
      const old = (ratios[code] as number) ** 2;
      // Relative to what the other levels of spread leave, and drawn to 1 by the weight of thirty sales.
      const own = (old * (sums[code] as number) + SPREAD_ROWS) / ((n[code] as number) + SPREAD_ROWS);
      ratios[code] = Math.sqrt(own);
    }
  });
}

/** Degrees of freedom that the effects use up: the weighted squares of what the draw's levels explain. */
function spentFreedom(state: FitState): number {
  const { weight, draw, noise } = state;
  let freedom = 0;
  for (let row = 0; row < weight.length; row += 1) {
    const w = weight[row] as number;
    if (w > 0) freedom += w * ((draw[row] as number) - (noise[row] as number) * w ** -0.5) ** 2;
  }
  return freedom;
}

/** Posterior variance of a row's prediction, the levels taken as independent. */
export function varianceOf(state: FitState, row: number): number {
  let variance = 0;
  for (const level of state.levels) {
    const { cells, x } = level.design;
    const cell = cells[row] as number;
    // A row without a key has an effect that nothing is known of but how far keys lie apart.
    const own =
      cell === level.variance.length - 1 ? (level.between[0] as number) : (level.variance[cell] as number);
    variance += x ? own * (x[row] as number) ** 2 : own;
  }
  return variance;
}

/** The same fit gives the same model. */
const SEED = 20_261;

/** Numbers of [0, 1). Source: mulberry32, Tommy Ettinger. */
function unitsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normals. Source: Box and Muller. */
function normals(random: () => number, count: number): Float64Array {
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

function variances(state: FitState): Float64Array {
  const all = new Float64Array(state.residual.length);
  for (const { design, variance } of state.levels) {
    const { cells, x } = design;
    for (let row = 0; row < cells.length; row += 1) {
      const own = variance[cells[row] as number] as number;
      all[row] = (all[row] as number) + (x ? own * (x[row] as number) ** 2 : own);
    }
  }
  return all;
}
