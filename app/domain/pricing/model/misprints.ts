/**
 * By what a price is typed wrong, on ln price: a nought too many or too few, and two of them, which is also what kopecks taken for
 * roubles come to.
 */
const SLIPS = [Math.LN10, -Math.LN10, 2 * Math.LN10, -2 * Math.LN10];
/** Degrees of freedom of Student's t, by which prices scatter: heavy tails take little notice of what is wrong in other ways. */
const TAILS = 4;
/** A slip of each kind is believed of this share of prices, as sure as so many prices make it. */
const RATE_PRIOR = 0.002;
const RATE_PRIOR_ROWS = 50;
/** What is more than this share is no slip, but how these prices are: of all, and of a key's, as if it had some right ones more. */
const MOST_SLIPS = 0.15;
const RIGHT_ROWS = 10;
/** Standard deviations of single prices that a slip must exceed to be told from them. */
const CLEAR = 4;
/** A residual nearer to nothing than this share of a slip is none. */
const NEAR = 0.25;

/** How often prices are typed wrong, by kind of slip. */
export type SlipRates = Float64Array;

export function believedSlips(): SlipRates {
  return new Float64Array(SLIPS.length).fill(RATE_PRIOR);
}

/** What a row's residual says, its chances of having been typed wrong weighed. */
export type Weighed = {
  /** Expected weight, in units of 1 / sigma^2. */
  weight: number;
  /** What the typing added to ln price, as far as it was typed wrong. */
  slip: number;
  /** Expected (nu + 1) e^2 / (nu + e^2), e without the slip, in standard deviations. */
  square: number;
  /** Of each kind of slip. */
  readonly chances: Float64Array;
};

export function nothingWeighed(): Weighed {
  return { weight: 0, slip: 0, square: 0, chances: new Float64Array(SLIPS.length) };
}

/**
 * The expected weight of a row whose price was typed right or wrong in one of a few ways (E step of a mixture of shifted
 * Student's t):
 *
 *   p_k ~ rate_k t((e - s_k) / sigma),  w_k = (nu + 1) / (nu + (e - s_k)^2 / sigma^2)
 *   weight = sum of p_k w_k,  slip = sum of p_k w_k s_k / weight
 *
 * Sources: Lange, Little and Taylor 1989 (weights of t); Peel and McLachlan 2000 (mixtures of t).
 * @param of.unsure posterior variance of the row's prediction
 * @param of.allowed share of the chances that the row's keys leave to slips (`allowedSlips`)
 */
export function weighRow(
  residual: number,
  of: {
    readonly sigma: number;
    readonly unsure: number;
    readonly rates: SlipRates;
    readonly allowed: number;
  },
  into: Weighed,
): void {
  const { sigma } = of;
  const v = of.unsure / (sigma * sigma);
  const e = residual / sigma;
  into.weight = (TAILS + 1) / (TAILS + e * e + v);
  into.slip = 0;
  into.square = into.weight * e * e;
  const wrong = weighSlips(residual, of, into.chances);
  if (wrong === 0) return;
  into.weight *= 1 - wrong;
  into.square *= 1 - wrong;
  for (let kind = 0; kind < SLIPS.length; kind += 1) {
    const off = (residual - (SLIPS[kind] as number)) / sigma;
    const weight = ((into.chances[kind] as number) * (TAILS + 1)) / (TAILS + off * off + v);
    into.weight += weight;
    into.square += weight * off * off;
    into.slip += weight * (SLIPS[kind] as number);
  }
  into.slip /= into.weight;
}

/**
 * The chance of each kind of slip.
 * @returns of any
 */
export function weighSlips(
  residual: number,
  {
    sigma,
    unsure,
    rates,
    allowed,
  }: { readonly sigma: number; readonly unsure: number; readonly rates: SlipRates; readonly allowed: number },
  chances: Float64Array,
): number {
  chances.fill(0);
  const sd = Math.sqrt(sigma * sigma + unsure);
  if (allowed === 0 || sd * CLEAR > Math.LN10 || Math.abs(residual) < NEAR * Math.LN10) return 0;
  let right = 1;
  for (const rate of rates) right -= rate;
  let all = right * densityOf(residual / sd);
  for (let kind = 0; kind < SLIPS.length; kind += 1) {
    chances[kind] = (rates[kind] as number) * densityOf((residual - (SLIPS[kind] as number)) / sd);
    all += chances[kind] as number;
  }
  let wrong = 0;
  for (let kind = 0; kind < SLIPS.length; kind += 1) {
    chances[kind] = (allowed * (chances[kind] as number)) / all;
    wrong += chances[kind] as number;
  }
  return wrong;
}

/** Student's t, but for a constant. */
function densityOf(e: number): number {
  const tail = 1 + (e * e) / TAILS;
  return 1 / (tail * tail * Math.sqrt(tail));
}

/**
 * What a key leaves to slips: all, until more of its prices than can be slips would be; then less, and at twice that nothing. Prices
 * that are nearly all ten times what was believed are what that key costs.
 * @param slips sum of its rows' chances
 */
export function allowedSlips(slips: number, rows: number): number {
  const share = slips / (rows + RIGHT_ROWS);
  return Math.min(Math.max(2 - share / MOST_SLIPS, 0), 1);
}

/** Gathers chances of rows into rates (M step), with what is believed before. */
export class SlipCounter {
  private readonly sums = new Float64Array(SLIPS.length);
  private rows = 0;

  /** @param count what the row counts as */
  add(chances: Float64Array, count: number): void {
    this.rows += count;
    for (let kind = 0; kind < SLIPS.length; kind += 1)
      this.sums[kind] = (this.sums[kind] as number) + count * (chances[kind] as number);
  }

  rates(): SlipRates {
    const rates = this.sums.map(
      (sum) => (sum + RATE_PRIOR * RATE_PRIOR_ROWS) / (this.rows + RATE_PRIOR_ROWS),
    );
    const all = rates.reduce((sum, rate) => sum + rate, 0);
    return all > MOST_SLIPS ? rates.map((rate) => (rate * MOST_SLIPS) / all) : rates;
  }
}
