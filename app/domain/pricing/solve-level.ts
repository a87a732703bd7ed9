import type { DesignLevel } from './price-design.ts';

/** A level while it is being fitted: `effect` has one number more than the keys need, 0 for rows without a key. */
export type LevelState = {
  readonly design: DesignLevel;
  readonly count: number;
  readonly effect: Float64Array;
  readonly variance: Float64Array;
  /** Sums over rows of weight x residual [x measure] and of weight [x measure^2], by number. */
  readonly sums: Float64Array;
  readonly weights: Float64Array;
  /** What the last solution changed. */
  readonly change: Float64Array;
  /** Variance between keys; for seasons a 12 x 12 matrix by rows. */
  between: Float64Array;
  step2: number;
  readonly slope: Float64Array;
  readonly slopePrior2: number;
  /** Squares and degrees of freedom that the last solution leaves to learn the variances from. */
  readonly spent: { squares: number; freedom: number; steps: number; stepFreedom: number; moments: Float64Array };
};

const MONTHS = 12;
/** A level without variance between keys would never get one again; nor would a division by it go well. */
const LEAST_VARIANCE = 1e-8;

/**
 * The posterior means and variances of a level's numbers, given the residual without them: sums = sum of w (e + u x),
 * weights = sum of w x^2.
 *
 * static, slope:  V = 1 / (weights + 1 / tau^2), u = V sums
 * season:         V = (diag(weights) + Sigma^-1)^-1, u = V sums, the twelve months of a key together
 * drift:          u_last ~ N(0, tau^2), u_t - u_(t-1) ~ N(d, q): the tridiagonal system of all periods of a key
 *
 * Source: Bühlmann and Straub's credibility as a Gaussian random effect; for drifts the local level model with fixed
 * interval smoothing (Durbin and Koopman), solved as a banded system.
 */
export function solveLevel(level: LevelState): void {
  const { spent } = level;
  Object.assign(spent, { squares: 0, freedom: 0, steps: 0, stepFreedom: 0 });
  if (level.design.kind === 'season') solveSeasons(level);
  else if (level.design.kind === 'drift') solveDrifts(level);
  else solveSingles(level);
}

function solveSingles(level: LevelState): void {
  const { effect, variance, sums, weights, change, spent } = level;
  const tau2 = level.between[0] as number;
  const precision = 1 / tau2;
  for (let key = 0; key < level.count; key += 1) {
    const w = weights[key] as number;
    const old = effect[key] as number;
    const v = 1 / (w + precision);
    const u = v * ((sums[key] as number) + w * old);
    effect[key] = u;
    variance[key] = v;
    change[key] = u - old;
    spent.squares += u * u;
    spent.freedom += 1 - v * precision;
  }
}

/** Scratch of one key's periods. */
let pivot = new Float64Array(0);
let right = new Float64Array(0);

function solveDrifts(level: LevelState): void {
  const { effect, variance, sums, weights, change, spent, slope, slopePrior2 } = level;
  const width = level.design.width;
  if (pivot.length < width) {
    pivot = new Float64Array(width);
    right = new Float64Array(width);
  }
  const precision = 1 / (level.between[0] as number);
  const link = 1 / level.step2;
  const last = width - 1;
  for (let key = 0; key < level.count; key += 1) {
    const from = key * width;
    const d = slope[key] as number;
    for (let t = 0; t < width; t += 1) {
      const w = weights[from + t] as number;
      let a = w + (t > 0 ? link : 0) + (t < last ? link : precision);
      let b = (sums[from + t] as number) + w * (effect[from + t] as number);
      b += d * link * ((t > 0 ? 1 : 0) - (t < last ? 1 : 0));
      if (t > 0) {
        const ratio = link / (pivot[t - 1] as number);
        a -= link * ratio;
        b += ratio * (right[t - 1] as number);
      }
      pivot[t] = a;
      right[t] = b;
    }
    let u = (right[last] as number) / (pivot[last] as number);
    let v = 1 / (pivot[last] as number);
    put(from + last, u, v);
    spent.squares += u * u;
    spent.freedom += 1 - v * precision;
    for (let t = last - 1; t >= 0; t -= 1) {
      const ratio = link / (pivot[t] as number);
      const before = ((right[t] as number) + link * u) / (pivot[t] as number);
      const beforeV = 1 / (pivot[t] as number) + ratio * ratio * v;
      const step = u - before - d;
      spent.steps += step * step;
      spent.stepFreedom += 1 - Math.min(1, (beforeV + v - 2 * ratio * v) * link);
      u = before;
      v = beforeV;
      put(from + t, u, v);
    }
    if (slopePrior2 > 0) {
      const rise = (effect[from + last] as number) - u;
      slope[key] = (rise * link) / (last * link + 1 / slopePrior2);
    }
  }

  function put(at: number, u: number, v: number): void {
    change[at] = u - (effect[at] as number);
    effect[at] = u;
    variance[at] = v;
  }
}

function solveSeasons(level: LevelState): void {
  const { effect, variance, sums, weights, change, spent } = level;
  const inverse = inverted(level.between);
  const matrix = new Float64Array(MONTHS * MONTHS);
  spent.moments.fill(0);
  for (let key = 0; key < level.count; key += 1) {
    const from = key * MONTHS;
    matrix.set(inverse);
    for (let m = 0; m < MONTHS; m += 1)
      matrix[m * MONTHS + m] = (matrix[m * MONTHS + m] as number) + (weights[from + m] as number);
    const posterior = inverted(matrix);
    const u = new Float64Array(MONTHS);
    for (let m = 0; m < MONTHS; m += 1) {
      let sum = 0;
      for (let k = 0; k < MONTHS; k += 1) {
        const seen = (sums[from + k] as number) + (weights[from + k] as number) * (effect[from + k] as number);
        sum += (posterior[m * MONTHS + k] as number) * seen;
      }
      u[m] = sum;
    }
    spent.freedom += MONTHS;
    for (let m = 0; m < MONTHS; m += 1) {
      for (let k = 0; k < MONTHS; k += 1) {
        const at = m * MONTHS + k;
        const product = (u[m] as number) * (u[k] as number);
        spent.moments[at] = (spent.moments[at] as number) + product + (posterior[at] as number);
        spent.squares += product * (inverse[at] as number);
        spent.freedom -= (inverse[at] as number) * (posterior[at] as number);
      }
    }
    for (let m = 0; m < MONTHS; m += 1) {
      change[from + m] = (u[m] as number) - (effect[from + m] as number);
      effect[from + m] = u[m] as number;
      variance[from + m] = posterior[m * MONTHS + m] as number;
    }
  }
}

/** The inverse of a positive definite 12 x 12 matrix, by Cholesky's factors. */
function inverted(matrix: Float64Array): Float64Array {
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
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = 0;
      for (let k = i; k < n; k += 1) sum += (half[k * n + i] as number) * (half[k * n + j] as number);
      inverse[i * n + j] = sum;
      inverse[j * n + i] = sum;
    }
  return inverse;
}

/** What is believed of a level's variances before the data, and by how many keys that belief counts. */
export type VariancePrior = { between: Float64Array; step2: number; keys: number };

/**
 * New variances from the last solution. For single effects MacKay's fixed point, tau^2 = (sum u^2 + nu tau0^2) / (sum (1 - V / tau^2) + nu),
 * which goes to its end much faster than EM; for a season's matrix the EM step with an inverse Wishart prior, scaled by
 * the same fixed point.
 */
export function learnVariances(level: LevelState, prior: VariancePrior): void {
  const { spent, design, count } = level;
  if (design.kind === 'season') {
    const scale = (spent.squares + prior.keys * MONTHS) / (spent.freedom + prior.keys * MONTHS);
    const bounded = Math.min(Math.max(scale, 0.5), 2);
    level.between = level.between.map(
      (_, at) =>
        (bounded * ((spent.moments[at] as number) + prior.keys * (prior.between[at] as number))) /
        (count + prior.keys),
    );
    return;
  }
  const tau02 = prior.between[0] as number;
  level.between[0] = Math.max(
    (spent.squares + prior.keys * tau02) / (spent.freedom + prior.keys),
    LEAST_VARIANCE,
  );
  if (design.kind === 'drift')
    level.step2 = Math.max(
      (spent.steps + prior.keys * prior.step2) / (spent.stepFreedom + prior.keys),
      LEAST_VARIANCE,
    );
}
