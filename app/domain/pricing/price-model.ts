/** What a price is made of, in the order in which people are shown it. */
export const PRICE_FACTORS = [
  'base',
  'geography',
  'season',
  'trend',
  'temperature',
  'competition',
  'copies',
  'profit',
  'attributes',
] as const;
export type PriceFactor = (typeof PRICE_FACTORS)[number];

/** One set of effects of the fitted model, as it is kept: one number a key. */
export type FittedLevel = {
  /** Columns whose keys, taken together, make a key of this level; `month` and such are made from the date. */
  readonly of: readonly string[];
  readonly factor: PriceFactor;
  /** Variance of the effects between keys, of ln price. */
  readonly tau2: number;
  readonly keys: readonly string[];
  /** Effect on ln price, its posterior variance, and how many (weighted) sales it rests on. */
  readonly effect: readonly number[];
  readonly variance: readonly number[];
  readonly n: readonly number[];
};

/** How well a fit does on rows it was not made from. */
export type FitMetrics = {
  readonly rows: number;
  /** Mean |ln price - ln p50| on held-out rows. */
  readonly logError: number;
  /** The same of the plain medians by niche and region: what a fit has to beat. */
  readonly plainLogError: number;
  /** Share of held-out prices inside p10-p90. */
  readonly coverage: number;
};

export type PriceEstimateFactor = {
  readonly factor: PriceFactor;
  /** Dimensionless, except `base`: a price. p50 is the product of all. */
  readonly multiplier: number;
  /** Sales that the factor rests on. */
  readonly n: number;
  /** Credibility of the data in the factor, 0 (only what was believed before) to 1 (only the data). */
  readonly z: number;
  /** The factor is a belief rather than a finding: z is below a half. */
  readonly assumed: boolean;
};

/** Quantiles of one sale's price, in the unit of the prices that the model was fitted on. */
export type PriceEstimate = {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly factors: readonly PriceEstimateFactor[];
};
