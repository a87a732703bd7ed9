import {
  type OfferCounts,
  percentOf,
  QUALITY_DAYS,
  qualityOf,
  type Share,
} from '#app/domain/reports/offer-quality.ts';

export type ShownShare = Share & { readonly percent: number | null };

/** The shares of an offer's quality as they are shown: each with its sample, and in percent where that says something. */
export function qualityView(counts: OfferCounts) {
  const { acceptance, sellThrough, returns } = qualityOf(counts);
  const shown = (share: Share): ShownShare => ({ ...share, percent: percentOf(share) });
  return {
    days: QUALITY_DAYS,
    acceptance: shown(acceptance),
    sellThrough: shown(sellThrough),
    returns: shown(returns),
  };
}
