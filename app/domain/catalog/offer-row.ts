import type { Currency } from '#app/kernel/money.ts';
import type { Offer as OfferRow } from '#app/platform/generated/prisma/client.ts';
import type { Channel, Exclusivity, Offer, OfferStatus, OfferTerms, TargetAction } from './offer.ts';

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
    consentText: terms.consentText,
    disputeWindowHours: terms.disputeWindowHours,
    dailyVolume: terms.dailyVolume,
    status: terms.status,
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
    consentText: row.consentText,
    disputeWindowHours: row.disputeWindowHours,
    dailyVolume: row.dailyVolume,
    status: row.status as OfferStatus,
    createdAt: row.createdAt,
  };
}
