import type { UsualLead } from './usual-lead.ts';

/** What a price is made of, in the order in which people are shown it. */
export const PRICE_FACTORS = [
  'base',
  'geography',
  'season',
  'trend',
  'temperature',
  'quality',
  'competition',
  'copies',
  'profit',
  'attributes',
] as const;
export type PriceFactor = (typeof PRICE_FACTORS)[number];

/**
 * `static`: one effect a key. `slope`: one slope a key, by a measure. `season`: twelve effects a key, one for each calendar
 * month. `drift`: one effect a key and period; the last is today's.
 */
export type LevelKind = 'static' | 'slope' | 'season' | 'drift';

/** What a level is, before anything is known of it. */
export type LevelShape = {
  readonly kind: LevelKind;
  readonly factor: PriceFactor;
  /** Columns whose keys, taken together, are a key of this level; none: one key for all rows. */
  readonly of: readonly string[];
  /** Its keys are those of one thing (a city, a niche), not of several crossed. */
  readonly isMain: boolean;
  /** The measure of a slope, or the measure whose classes are the last part of the key. */
  readonly measure: string | null;
};

/** A level as it is kept. Effects are on ln price; `width` numbers a key: 1, 12, or the periods. */
export type FittedLevel = LevelShape & {
  readonly width: number;
  readonly keys: readonly string[];
  readonly effect: readonly number[];
  /** Posterior variance of each effect. */
  readonly variance: readonly number[];
  /** Sales that each key rests on; what was only asked or bid is none. */
  readonly n: readonly number[];
  /** Variance between keys: of the effect, the slope, or today's effect; for seasons a 12 x 12 matrix by rows. */
  readonly between: readonly number[];
  /** Variance of a drift's step from one period to the next; 0 for other kinds. */
  readonly step2: number;
  /** Mean step a period of each key of a drift; empty for other kinds. */
  readonly slope: readonly number[];
};

/** How a measure enters: x = (transformed - mean) / sd. Classes are cut at `cuts` (on the transformed scale). */
export type Measure = {
  readonly name: string;
  readonly transform: 'log' | 'log1p' | 'asinh';
  /** Unit of asinh. */
  readonly unit: number;
  readonly mean: number;
  readonly sd: number;
  readonly cuts: readonly number[];
};

/** Periods of a drift: calendar months, or weeks where the sales span less than four months. */
export type Periods = {
  readonly unit: 'month' | 'week';
  /** Number of the first period: months since 1970-01 or weeks since 1970-01-01, UTC. */
  readonly first: number;
  readonly count: number;
};

/** The spread of single sales about their median by key: multiplies sigma. */
export type SpreadLevel = {
  readonly of: string;
  readonly keys: readonly string[];
  readonly ratio: readonly number[];
};

/** Quantiles of (ln price - prediction) / its standard deviation, for cells with at least `fromSales` sales. */
export type BandBucket = {
  readonly fromSales: number;
  readonly q10: number;
  readonly q50: number;
  readonly q90: number;
  readonly rows: number;
};

/** How well a fit does on sales it was not made from. */
export type FitMetrics = {
  readonly rows: number;
  /** Median of |ln price - ln p50| on held-out rows. */
  readonly logError: number;
  /** Share of held-out sales inside p10-p90. */
  readonly coverage: number;
  /** Of the latest twelfth of all periods, predicted from what came before: sales, and median error by model and by belief. */
  readonly latest: { readonly rows: number; readonly logError: number; readonly beliefLogError: number };
};

/** Which cold start the effects are on top of, and the buyers and copies it was asked for where a lead's were not known. */
export type PriceBelief = { readonly version: string; readonly usual: UsualLead };

/** A fitted model: plain data, the same after JSON and back. */
export type PriceModel = {
  /** 2 with a `belief`, by which a release tells whether it can still ask the model; releases before it read 1 alone. */
  readonly format: 1 | 2;
  /** Without one a model is on top of the first cold start, which believed nothing of buyers and copies, or of no belief at all. */
  readonly belief?: PriceBelief;
  readonly rows: number;
  /** Those of the rows that are sales; models that were kept without it do not know. */
  readonly sales?: number;
  /** The effects are on top of a believed price that the asker brings (cold start). */
  readonly hasPrior: boolean;
  readonly columns: readonly string[];
  readonly measures: readonly Measure[];
  readonly periods: Periods | null;
  /** Columns that make the cell whose sales choose the band. */
  readonly cell: readonly string[];
  readonly cellKeys: readonly string[];
  readonly cellSales: readonly number[];
  readonly levels: readonly FittedLevel[];
  /** Standard deviation of ln price of one sale about its median. */
  readonly sigma: number;
  readonly spread: readonly SpreadLevel[];
  readonly bands: readonly BandBucket[];
  /** By how much bands of days after the last period are wider. */
  readonly stretch: number;
  readonly metrics: FitMetrics;
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
