/**
 * Observed prices as columns: a million rows are a few typed arrays. What a column means is told by its name alone; the
 * model takes what is there.
 */
export type PriceTable = {
  readonly rows: number;
  /** Natural logarithm of each price; a question has none. */
  readonly logPrice: Float64Array | null;
  /** Days since 1970-01-01 UTC, with a fraction; NaN where not known. Null where no row has a date. */
  readonly day: Float64Array | null;
  readonly keys: readonly KeyColumn[];
  readonly numbers: readonly NumberColumn[];
  /** How much an observation counts beside a sale's 1; null where all are sales. */
  readonly weight: Float64Array | null;
  /** ln of the price that is believed before any sale (cold start); null where nothing is. */
  readonly logPrior: Float64Array | null;
};

/** What counts less than a sale was only asked or bid: it is learned from, and no sale. */
export function isSale(weight: number): boolean {
  return weight >= 1;
}

/** An opaque key: `sector`, `niche`, `country`, `region`, `city`, `temperature`, or an attribute's own name. */
export type KeyColumn = {
  readonly name: string;
  /** Each key once; a row's code is its place in this list. */
  readonly values: readonly string[];
  /** -1 where a row has none. */
  readonly codes: Int32Array;
};

/** A measure: `population`, `buyers`, `copies`, `profit`, or an attribute's own name. NaN where a row has none. */
export type NumberColumn = { readonly name: string; readonly values: Float64Array };
