import type { Currency } from '#app/kernel/money.ts';
import type { Offer as OfferRow } from '#app/platform/generated/prisma/client.ts';
import type {
  Channel,
  Exclusivity,
  Offer,
  OfferReview,
  OfferStatus,
  OfferTerms,
  TargetAction,
  TrafficKind,
} from './offer.ts';

export type { OfferRow };

/** The columns that hold an offer's terms. */
export function offerColumns(terms: OfferTerms) {
  return {
    nicheCode: terms.niche,
    regions: [...terms.regions],
    askMinor: terms.askMinor,
    currency: terms.currency,
    exclusivity: terms.exclusivity,
    maxSells: terms.maxSells,
    targetAction: terms.targetAction,
    channels: [...terms.channels],
    landingUrl: terms.landingUrl,
    traffic: [...terms.traffic],
    languages: [...terms.languages],
    consentText: terms.consentText,
    disputeWindowHours: terms.disputeWindowHours,
    dailyVolume: terms.dailyVolume,
    status: terms.status,
  };
}

/** The columns of a review that begins anew, or stands as it did; who decided is forgotten with what they decided. */
export function reviewColumns(review: OfferReview) {
  return {
    submittedAt: review.submittedAt,
    reviewReason: review.reason,
    reviewedAt: review.reviewedAt,
    ...(review.reviewedAt === null ? { reviewedBy: null } : {}),
  };
}

export function toOffer(row: OfferRow): Offer {
  return {
    id: row.id,
    organisationId: row.organisationId,
    niche: row.nicheCode,
    regions: row.regions,
    askMinor: row.askMinor,
    currency: row.currency as Currency,
    exclusivity: row.exclusivity as Exclusivity,
    maxSells: row.maxSells,
    targetAction: row.targetAction as TargetAction,
    channels: row.channels as Channel[],
    landingUrl: row.landingUrl,
    traffic: row.traffic as TrafficKind[],
    languages: row.languages,
    consentText: row.consentText,
    disputeWindowHours: row.disputeWindowHours,
    dailyVolume: row.dailyVolume,
    status: row.status as OfferStatus,
    review: { submittedAt: row.submittedAt, reason: row.reviewReason, reviewedAt: row.reviewedAt },
    createdAt: row.createdAt,
  };
}
