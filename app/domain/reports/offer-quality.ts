import { DAY_MS } from '#app/kernel/time.ts';

/** What an offer's quality is counted over. */
export const QUALITY_DAYS = 90;
export const QUALITY_WINDOW_MS = QUALITY_DAYS * DAY_MS;
/** A share of fewer than this says more of chance than of the seller. */
const SAMPLE_LEAST = 20;

/** What became of an offer's leads within the window. */
export type OfferCounts = {
  /** Leads that got their verdict; test leads are none. */
  readonly posted: number;
  /** Of them those that were neither refused nor brought before. */
  readonly accepted: number;
  /** Of the accepted ones those sold at least once. */
  readonly leadsSold: number;
  readonly sales: number;
  /** Of the sales those whose dispute was upheld. */
  readonly returned: number;
};

export type Share = { readonly part: number; readonly of: number };

export type OfferQuality = {
  readonly acceptance: Share;
  readonly sellThrough: Share;
  readonly returns: Share;
};

/** The three shares by which offers are compared, each with what it is a share of. */
export function qualityOf(counts: OfferCounts): OfferQuality {
  return {
    acceptance: { part: counts.accepted, of: counts.posted },
    sellThrough: { part: counts.leadsSold, of: counts.accepted },
    returns: { part: counts.returned, of: counts.sales },
  };
}

/** A share in percent, to one tenth; null where there are too few to say. */
export function percentOf({ part, of }: Share): number | null {
  return of < SAMPLE_LEAST ? null : Math.round((part / of) * 1_000) / 10;
}
