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
  readonly consentText: string;
  readonly disputeWindowHours: number;
  readonly dailyVolume: number | null;
  readonly status: OfferStatus;
};

export type Offer = OfferTerms & {
  readonly id: string;
  readonly organisationId: string;
  readonly createdAt: Date;
};
