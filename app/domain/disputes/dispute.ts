import type { SaleStatus } from '#app/domain/exchange/sale.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, HOUR_MS } from '#app/kernel/time.ts';

/** What a bought lead may be contested for. Who changed their mind, shops around or hired another is no reason. */
export const DISPUTE_REASONS = [
  'invalid_phone',
  'invalid_email',
  'wrong_person',
  'duplicate',
  'out_of_area',
  'wrong_service',
  'attributes_false',
  'stale',
  'already_customer',
  'exclusivity_breach',
  'incentivised',
  'underage',
  'fake_or_spam',
  'competitor_test',
  'never_requested',
  'delivery_error',
  'consent_risk',
  'other',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export const DISPUTE_STATUSES = [
  'checking',
  'awaiting_seller',
  'awaiting_moderator',
  'decided',
  'appealed',
] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

export const REPLIES = ['agrees', 'contests'] as const;
export type Reply = (typeof REPLIES)[number];

export const OUTCOMES = ['upheld', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Characters that either side, or a moderator, may write. */
export const TEXT_LIMIT = 2_000;
/** A ruling that says less than this explains nothing to who lost. */
export const REASONING_LEAST = 20;
/** Within this a moderator means to rule, counted from the answer or from when it was due. */
const RULING_HOURS = 72;

/** Who ruled when the seller agreed with the claim. */
export const BY_SELLER = 'seller';

/** The names under which the texts of a dispute are sealed. */
export const SEALED_TEXTS = {
  detail: 'dispute.detail',
  reply: 'dispute.reply',
  ruling: 'dispute.ruling',
  takeBack: 'sale.take_back',
} as const;

/** A buyer's claim that a sold lead is bad, without what either side wrote. */
export type Dispute = {
  readonly id: string;
  readonly saleId: string;
  readonly buyerOrganisationId: string;
  readonly sellerOrganisationId: string;
  readonly reason: DisputeReason;
  readonly currency: Currency;
  /** What the buyer gets back when it is upheld: the price. */
  readonly refundMinor: bigint;
  readonly status: DisputeStatus;
  readonly openedAt: Date;
  readonly replyUntil: Date;
  readonly reply: Reply | null;
  readonly repliedAt: Date | null;
  readonly outcome: Outcome | null;
  /** The id of a moderator, or `seller`; null until it is decided. */
  readonly ruledBy: string | null;
  readonly ruledAt: Date | null;
};

/** A dispute as the sides of it and moderators read it. A text is null where none was written, or the lead was erased. */
export type DisputeFile = Dispute & {
  readonly detail: string | null;
  readonly replyDetail: string | null;
  readonly reasoning: string | null;
  readonly leadId: string;
  readonly saleStatus: SaleStatus;
};

/** Until when whoever is next is to act; null once it is decided. */
export function dueOf(
  dispute: Pick<Dispute, 'status' | 'replyUntil' | 'repliedAt' | 'outcome'>,
): Date | null {
  if (dispute.outcome !== null) return null;
  if (dispute.status === 'awaiting_seller') return dispute.replyUntil;
  return after(dispute.repliedAt ?? dispute.replyUntil, RULING_HOURS * HOUR_MS);
}

/** Whether a moderator ruled while the seller still had time to answer. */
export function isRuledEarly(dispute: Dispute): boolean {
  return dispute.ruledAt !== null && dispute.reply === null && dispute.ruledAt < dispute.replyUntil;
}

/** Whether a moderator would rule before the seller's time to answer is over. */
export function mayStillAnswer(dispute: Pick<Dispute, 'status' | 'replyUntil'>, now: Date): boolean {
  return dispute.status === 'awaiting_seller' && now < dispute.replyUntil;
}
