import type { Currency } from '#app/kernel/money.ts';

export const TARGET_ACTIONS = ['contact', 'verified_contact', 'call', 'booked_meeting'] as const;
export type TargetAction = (typeof TARGET_ACTIONS)[number];

export const CHANNELS = [
  'form',
  'quiz',
  'calculator',
  'callback',
  'chat',
  'call',
  'email',
  'messenger',
  'social',
  'aggregator',
  'import',
  'event',
  'referral',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where a seller's visitors come from; buyers care which. */
export const TRAFFIC_KINDS = ['search', 'social', 'email', 'video', 'outdoor', 'sms', 'other'] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

export const OFFER_STATUSES = ['draft', 'review', 'active', 'paused'] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

export type Exclusivity = 'exclusive' | 'shared';

/** What a seller lists. */
export type OfferTerms = {
  readonly niche: string;
  readonly regions: readonly string[];
  readonly askMinor: bigint;
  readonly currency: Currency;
  readonly exclusivity: Exclusivity;
  readonly maxSells: number;
  readonly targetAction: TargetAction;
  readonly channels: readonly Channel[];
  /** The page on which the leads are made, where there is one. */
  readonly landingUrl: string | null;
  readonly traffic: readonly TrafficKind[];
  /** What its people speak, as ISO 639 names languages; none where that is not said. */
  readonly languages: readonly string[];
  readonly consentText: string;
  readonly disputeWindowHours: number;
  readonly dailyVolume: number | null;
  readonly status: OfferStatus;
};

/** What a moderator said of an offer as it stands. Nothing of it is left once what they looked at was changed. */
export type OfferReview = {
  /** Since when it waits, or waited, to be looked at. */
  readonly submittedAt: Date | null;
  /** Why it was sent back; null where it was let in, or nobody looked yet. */
  readonly reason: string | null;
  readonly reviewedAt: Date | null;
};

export type Offer = OfferTerms & {
  readonly id: string;
  readonly organisationId: string;
  readonly review: OfferReview;
  readonly createdAt: Date;
};
