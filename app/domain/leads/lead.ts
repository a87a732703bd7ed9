import type { Channel, TargetAction } from '#app/domain/catalog/offer.ts';
import type { Answer } from '#app/domain/catalog/question.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { Currency, Money } from '#app/kernel/money.ts';
import type { CheckResult } from './check-result.ts';

export const LEAD_STATUSES = [
  'validating',
  'rejected',
  'duplicate',
  'available',
  'sold',
  'expired',
  'withdrawn',
] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** What a person needs, without who they are. */
export type Need = {
  readonly regionCode: string;
  readonly city: string | null;
  readonly language: string | null;
  readonly attributes: Readonly<Record<string, Answer>>;
  readonly wantedWithinDays: number | null;
  readonly budget: Money | null;
  readonly decisionMaker: boolean | null;
  readonly preferredChannel: string | null;
};

/** Where the traffic came from, in the seller's words. */
export type Source = {
  readonly channel: Channel;
  readonly traffic: string | null;
  readonly campaign: string | null;
  readonly subIds: readonly string[];
  readonly utm: Readonly<Record<string, string>>;
};

/** A lead as it stands, without its contact. */
export type Lead = Need &
  Source & {
    readonly id: string;
    readonly organisationId: string;
    readonly offerId: string;
    readonly niche: string;
    readonly placeCode: string;
    readonly status: LeadStatus;
    readonly reason: { readonly code: string; readonly params: Record<string, string | number> } | null;
    readonly externalId: string | null;
    readonly test: boolean;
    /** The terms it was sent under. */
    readonly askMinor: bigint;
    readonly currency: Currency;
    readonly maxSells: number;
    readonly targetAction: TargetAction;
    readonly disputeWindowHours: number;
    readonly salesCount: number;
    readonly claimCount: number;
    readonly score: number | null;
    readonly temperature: Temperature | null;
    readonly checks: readonly CheckResult[];
    readonly createdAt: Date;
    readonly settledAt: Date | null;
  };
