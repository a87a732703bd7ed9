import type { DesignLevel } from './price-design.ts';

/** A level while it is being fitted. Arrays have one number more than the keys need, 0, for rows without a key. */
export type LevelState = {
  readonly design: DesignLevel;
  readonly count: number;
  readonly effect: Float64Array;
  /** Posterior variance of each number given all others. */
  readonly variance: Float64Array;
  /** A draw from the posterior of what the effects miss, all levels together: tells how sure they really are. */
  readonly missed: Float64Array;
  /** Standard normals behind that draw: of each number, in place of what the prior would have drawn. */
  readonly noise: Float64Array;
  /** Sums over rows of weight x residual [x measure] for effects and for the draw, and of weight [x measure^2]. */
  readonly sums: Float64Array;
  readonly drawSums: Float64Array;
  readonly weights: Float64Array;
  /** What the last solution changed in effects and draw. */
  readonly change: Float64Array;
  readonly drawChange: Float64Array;
  /** Sum over keys of a season's posterior covariances. */
  readonly moments: Float64Array;
  /** Variance of each step of a drift given all others, as a share of its prior variance. */
  readonly stepShare: Float64Array;
  /** Variance between keys; for seasons a 12 x 12 matrix by rows. */
  between: Float64Array;
  /** Variance of a drift's step in a usual period. */
  step2: number;
  /** By period, how many times that the variance of all keys' steps out of it is: a regime breaks for many keys at once. */
  pace: Float64Array;
  /** Mean step of each key of a drift. */
  readonly slope: Float64Array;
  /** Variance of those means between keys; 0 where there is no mean step. */
  readonly slope2: number;
};

/** What is believed of a level's variances before the data, and by how many keys that belief counts. */
export type VariancePrior = {
  readonly between: Float64Array;
  readonly step2: number;
  readonly keys: number;
};

const MONTHS = 12;
/** A level without variance between keys would never get one again; nor would a division by it go well. */
const LEAST_VARIANCE = 1e-8;
/** Keys that the present value counts as: where the data tell almost nothing the fixed point would divide noise by noise. */
const CAUTION = 10;

/**
 * The posterior means and variances of a level's numbers, given the residual without them: sums = sum of w (e + u x),
 * weights = sum of w x^2.
 *
 * static, slope:  V = 1 / (weights + 1 / tau^2), u = V sums
 * season:         V = (diag(weights) + Sigma^-1)^-1, u = V sums, the twelve months of a key together
 * drift:          u_last ~ N(0, tau^2), u_t - u_(t-1) ~ N(d, q pace_t): the tridiagonal system of all periods of a key
 *
 * Beside it the same system is solved for a draw of what the effects miss: with prior draws as prior means and noise in
 * place of residuals (perturb and optimise; Papandreou and Yuille 2010), so that posterior covariances between levels
 * need not be known to learn variances from.
 *
 * Source: Bühlmann and Straub's credibility as Gaussian random effects; for drifts the local level model with fixed
 * interval smoothing (Durbin and Koopman), solved as a banded system.
 */
export function solveLevel(level: LevelState): void {
  if (level.design.kind === 'season') solveSeasons(level);
  else if (level.design.kind === 'drift') solveDrifts(level);
  else solveSingles(level);
}

function solveSingles(level: LevelState): void {
  const { effect, variance, missed, noise, sums, drawSums, weights, change, drawChange } = level;
  const tau2 = level.between[0] as number;
  const precision = 1 / tau2;
  const root = Math.sqrt(precision);
  for (let key = 0; key < level.count; key += 1) {
    const w = weights[key] as number;
    const v = 1 / (w + precision);
    const old = effect[key] as number;
    const u = v * ((sums[key] as number) + w * old);
    effect[key] = u;
    change[key] = u - old;
    variance[key] = v;
    const oldDraw = missed[key] as number;
    const draw = v * ((drawSums[key] as number) + w * oldDraw + root * (noise[key] as number));
    missed[key] = draw;
    drawChange[key] = draw - oldDraw;
  }
}

/** Scratch of one key's periods. */
let pivot = new Float64Array(0);
let right = new Float64Array(0);
let drawRight = new Float64Array(0);
/** Precision of each step, and its root. */
let links = new Float64Array(0);
let linkRoots = new Float64Array(0);

function solveDrifts(level: LevelState): void {
  const { effect, variance, missed, noise, sums, drawSums, weights, change, drawChange, slope, pace } = level;
  const width = level.design.width;
  if (pivot.length < width) {
    pivot = new Float64Array(width);
    right = new Float64Array(width);
    drawRight = new Float64Array(width);
    links = new Float64Array(width);
    linkRoots = new Float64Array(width);
  }
  const precision = 1 / (level.between[0] as number);
  const root = Math.sqrt(precision);
  const last = width - 1;
  for (let t = 0; t < width; t += 1) {
    links[t] = 1 / (level.step2 * (pace[t] as number));
    linkRoots[t] = Math.sqrt(links[t] as number);
  }
  for (let key = 0; key < level.count; key += 1) {
    const from = key * width;
    const d = slope[key] as number;
    for (let t = 0; t < width; t += 1) {
      const at = from + t;
      const w = weights[at] as number;
      const back = t > 0 ? (links[t - 1] as number) : 0;
      const on = t < last ? (links[t] as number) : 0;
      let a = w + back + (t < last ? on : precision);
      let b = (sums[at] as number) + w * (effect[at] as number) + d * (back - on);
      // The noise at t is that of the step from t to the next; at the last, of the last's own prior.
      let c = (drawSums[at] as number) + w * (missed[at] as number);
      if (t > 0) c += (linkRoots[t - 1] as number) * (noise[at - 1] as number);
      c += (t < last ? -(linkRoots[t] as number) : root) * (noise[at] as number);
      if (t > 0) {
        const ratio = back / (pivot[t - 1] as number);
        a -= back * ratio;
        b += ratio * (right[t - 1] as number);
        c += ratio * (drawRight[t - 1] as number);
      }
      pivot[t] = a;
      right[t] = b;
      drawRight[t] = c;
    }
    let u = 0;
    let v = 0;
    let draw = 0;
    let [pulled, stiffness] = [0, 0];
    for (let t = last; t >= 0; t -= 1) {
      const p = pivot[t] as number;
      const link = t < last ? (links[t] as number) : 0;
      const ratio = link / p;
      const next = u;
      const at = from + t;
      u = (right[t] as number) / p + ratio * u;
      draw = (drawRight[t] as number) / p + ratio * draw;
      const after = v;
      v = 1 / p + ratio * ratio * v;
      level.stepShare[at] = Math.min(1, (after + v - 2 * ratio * after) * link);
      pulled += link * (next - u);
      stiffness += link;
      change[at] = u - (effect[at] as number);
      effect[at] = u;
      drawChange[at] = draw - (missed[at] as number);
      missed[at] = draw;
      variance[at] = v;
    }
    if (level.slope2 > 0) slope[key] = pulled / (stiffness + 1 / level.slope2);
  }
}

function solveSeasons(level: LevelState): void {
  const { effect, variance, missed, noise, sums, drawSums, weights, change, drawChange } = level;
  const root = inverseFactor(level.between);
  const inverse = squareOf(root);
  level.moments.fill(0);
  const matrix = new Float64Array(MONTHS * MONTHS);
  const [seen, drawn] = [new Float64Array(MONTHS), new Float64Array(MONTHS)];
  for (let key = 0; key < level.count; key += 1) {
    const from = key * MONTHS;
    matrix.set(inverse);
    for (let m = 0; m < MONTHS; m += 1) {
      const w = weights[from + m] as number;
      matrix[m * MONTHS + m] = (matrix[m * MONTHS + m] as number) + w;
      seen[m] = (sums[from + m] as number) + w * (effect[from + m] as number);
      // Sigma^-1 of a prior draw L z is the transpose of L^-1 times z.
      let prior = 0;
      for (let k = m; k < MONTHS; k += 1)
        prior += (root[k * MONTHS + m] as number) * (noise[from + k] as number);
      drawn[m] = (drawSums[from + m] as number) + w * (missed[from + m] as number) + prior;
    }
    const posterior = squareOf(inverseFactor(matrix));
    for (let at = 0; at < posterior.length; at += 1)
      level.moments[at] = (level.moments[at] as number) + (posterior[at] as number);
    for (let m = 0; m < MONTHS; m += 1) {
      let u = 0;
      let draw = 0;
      for (let k = 0; k < MONTHS; k += 1) {
        const p = posterior[m * MONTHS + k] as number;
        u += p * (seen[k] as number);
        draw += p * (drawn[k] as number);
      }
      change[from + m] = u - (effect[from + m] as number);
      effect[from + m] = u;
      drawChange[from + m] = draw - (missed[from + m] as number);
      missed[from + m] = draw;
      variance[from + m] = posterior[m * MONTHS + m] as number;
    }
  }
}

/** L^-1 where the positive definite 12 x 12 matrix is L L' (Cholesky). */
function inverseFactor(matrix: Float64Array): Float64Array {
  const n = MONTHS;
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * n + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (lower[i * n + k] as number) * (lower[j * n + k] as number);
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[j * n + j] as number);
    }
  const half = new Float64Array(n * n);
  for (let j = 0; j < n; j += 1)
    for (let i = j; i < n; i += 1) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k += 1) sum -= (lower[i * n + k] as number) * (half[k * n + j] as number);
      half[i * n + j] = sum / (lower[i * n + i] as number);
    }
  return half;
}

/** The transpose of a lower triangular 12 x 12 matrix times itself. */
function squareOf(lower: Float64Array): Float64Array {
  const n = MONTHS;
  const square = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = 0;
      for (let k = i; k < n; k += 1) sum += (lower[k * n + i] as number) * (lower[k * n + j] as number);
      square[i * n + j] = sum;
      square[j * n + i] = sum;
    }
  return square;
}

/**
 * New variances from effects u and draw d. EM's step tau^2 = (sum (u^2 + d^2) + nu tau0^2) / (K + nu); with many keys MacKay's
 * fixed point, tau^2 = (sum u^2 + nu tau0^2) / (K - sum d^2 / tau^2 + nu), which has the same end and is there much sooner. For a
 * season's matrix the EM step with an inverse Wishart prior.
 */
export function learnVariances(level: LevelState, prior: VariancePrior): void {
  const { design, count, effect, missed, noise, variance } = level;
  if (design.kind === 'season') {
    level.between = learnedMatrix(level, prior);
    return;
  }
  const { width } = design;
  const between = new Sums();
  for (let key = 0; key < count; key += 1) {
    const last = key * width + width - 1;
    between.add(
      effect[last] as number,
      missed[last] as number,
      noise[last] as number,
      (variance[last] as number) / (level.between[0] as number),
      level.between[0] as number,
    );
  }
  level.between[0] = between.learn(level.between[0] as number, prior.between[0] as number, prior.keys);
  if (design.kind === 'drift') learnSteps(level, prior);
}

/** Keys that the belief counts as that all periods are alike. */
const PACE_KEYS = 12;

function learnSteps(level: LevelState, prior: VariancePrior): void {
  const { design, count, effect, missed, noise, slope, stepShare, pace, step2 } = level;
  const { width } = design;
  const steps = new Sums();
  const byPeriod: Sums[] = [];
  for (let t = 0; t < width - 1; t += 1) {
    const root = Math.sqrt(step2 * (pace[t] as number));
    const own = new Sums();
    for (let key = 0; key < count; key += 1) {
      const at = key * width + t;
      const step = (effect[at + 1] as number) - (effect[at] as number) - (slope[key] as number);
      const miss = (missed[at + 1] as number) - (missed[at] as number);
      own.add(step / root, miss / root, noise[at] as number, stepShare[at] as number, 1);
    }
    steps.join(own, step2);
    byPeriod.push(own);
  }
  level.step2 = steps.learn(step2, prior.step2, prior.keys);
  // A period's pace is what is left when the usual step has changed, or both would take the same change.
  const ratio = level.step2 / step2;
  byPeriod.forEach((own, t) => {
    const now = pace[t] as number;
    pace[t] = (now * own.learn(1, ratio / now, PACE_KEYS)) / ratio;
  });
}

class Sums {
  private count = 0;
  private squares = 0;
  private drawn = 0;

  add(effect: number, missed: number, z: number, share: number, prior2: number): void {
    this.count += 1;
    this.squares += effect * effect;
    this.drawn += missed * missed - share * share * prior2 * (z * z - 1);
  }

  /** Takes in sums of numbers that were scaled to variance 1. */
  join({ count, squares, drawn }: Sums, scale2: number): void {
    this.count += count;
    this.squares += squares * scale2;
    this.drawn += drawn * scale2;
  }

  learn(now: number, prior: number, priorKeys: number): number {
    const { count, squares, drawn } = this;
    const freedom = Math.max(count - drawn / now, 0) + CAUTION;
    const learned = (squares + CAUTION * now + priorKeys * prior) / (freedom + priorKeys);
    return Math.max(Math.min(Math.max(learned, now / 4), now * 4), LEAST_VARIANCE);
  }
}

function learnedMatrix(level: LevelState, prior: VariancePrior): Float64Array {
  const { count, effect } = level;
  const moments = level.moments.slice();
  for (let key = 0; key < count; key += 1) {
    const from = key * MONTHS;
    for (let m = 0; m < MONTHS; m += 1)
      for (let k = 0; k < MONTHS; k += 1)
        moments[m * MONTHS + k] =
          (moments[m * MONTHS + k] as number) + (effect[from + m] as number) * (effect[from + k] as number);
  }
  return moments.map(
    (moment, at) => (moment + prior.keys * (prior.between[at] as number)) / (count + prior.keys),
  );
}
