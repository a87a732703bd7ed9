import { assert } from '#app/kernel/assert.ts';

/** A distribution of a share: Beta(a, b). */
export type Beta = { readonly a: number; readonly b: number };

/** Above this the curve is a normal one to a thousandth, and the fraction below would take long to settle. */
const LARGE = 20_000;
const HALVINGS = 60;
const TERMS_LIMIT = 1_000;
const SETTLED = 1e-12;
const TINY = 1e-300;

/**
 * What a share may be once it was seen on `trials`: Jeffreys' prior Beta(1/2, 1/2) and the successes among them.
 * @param seen 0 to 1
 * @param trials above zero
 */
export function betaPosterior(seen: number, trials: number): Beta {
  assert(seen >= 0 && seen <= 1 && trials > 0, 'a share lies in [0, 1] and was seen on something');
  return { a: 0.5 + seen * trials, b: 0.5 + (1 - seen) * trials };
}

/** The Beta of this mean and variance; a variance that no share of the mean can have is taken as the largest it can. */
export function betaOf(mean: number, variance: number): Beta {
  const most = mean * (1 - mean);
  const size = Math.max(most / Math.max(variance, TINY) - 1, 1e-3);
  return { a: mean * size, b: (1 - mean) * size };
}

export function meanOf({ a, b }: Beta): number {
  return a / (a + b);
}

export function varianceOf({ a, b }: Beta): number {
  return (a * b) / ((a + b) ** 2 * (a + b + 1));
}

/**
 * The value that a Beta stays below with this probability, by halving.
 * @param probability strictly between 0 and 1, with its standard normal quantile `z`
 */
export function betaQuantile(beta: Beta, { probability, z }: { probability: number; z: number }): number {
  if (Math.min(beta.a, beta.b) > LARGE) return meanOf(beta) + z * Math.sqrt(varianceOf(beta));
  let [low, high] = [0, 1];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, beta) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability that a Beta is below x: the regularised incomplete beta function. */
export function betaBelow(x: number, { a, b }: Beta): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, a, b)) / a
    : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** The continued fraction of the incomplete beta function, by Lentz's method (Numerical Recipes, 6.4). */
function fraction(x: number, a: number, b: number): number {
  const kept = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= TERMS_LIMIT; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < SETTLED) break;
  }
  return result;
}

/** Lanczos, g = 7: right to 1e-13 above zero. */
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x - 1 + LANCZOS.length - 0.5;
  const sum = LANCZOS.reduce(
    (all, coefficient, index) => all + coefficient / (x + index),
    0.9999999999998099,
  );
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
