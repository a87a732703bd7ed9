import type { BankBatchStatus, BankPayoutStatus } from '#app/domain/billing/bank-batch.ts';
import type { BankInvoiceStatus } from '#app/domain/billing/bank-invoice.ts';
import type { ReceiptStatus } from '#app/domain/billing/bank-receipt.ts';
import type { CardRefundStatus } from '#app/domain/billing/card-refund.ts';
import type { RechargeStatus } from '#app/domain/billing/recharge.ts';
import type { OfferStatus } from '#app/domain/catalog/offer.ts';
import type { Endpoint } from '#app/domain/delivery/endpoint.ts';
import type { DisputeStatus, Outcome as Ruling } from '#app/domain/disputes/dispute.ts';
import type { OrderTerms } from '#app/domain/exchange/order.ts';
import type { SaleStatus } from '#app/domain/exchange/sale.ts';
import type { FormStatus } from '#app/domain/forms/form.ts';
import type { ReviewStatus } from '#app/domain/identity/visitor.ts';
import type { ImportStatus, Outcome } from '#app/domain/imports/import.ts';
import type { WorkState } from '#app/domain/inbox/work.ts';
import type { LeadChannel } from '#app/domain/leads/channels/channel.ts';
import type { Verdict } from '#app/domain/leads/check-result.ts';
import type { LeadStatus } from '#app/domain/leads/lead.ts';
import type { AskVerdict } from '#app/domain/pricing/judge-ask.ts';
import type { Tone } from './badge.tsx';

/** The colour of every state, in one table; its word is in the catalogue under the same code. */
export const VERDICT_TONES: Record<Verdict, Tone> = {
  pass: 'good',
  warn: 'amber',
  fail: 'red',
  unknown: 'neutral',
};

export const ASK_TONES: Record<AskVerdict, Tone> = { low: 'blue', fair: 'good', high: 'amber' };

/** Amber waits for somebody, red is lost or refused, good is done or running, blue is under way, neutral is at rest. */
export const STATE_TONES = {
  lead: {
    validating: 'blue',
    rejected: 'red',
    duplicate: 'neutral',
    available: 'blue',
    sold: 'good',
    expired: 'neutral',
    withdrawn: 'neutral',
  } satisfies Record<LeadStatus, Tone>,
  order: { active: 'good', paused: 'neutral' } satisfies Record<OrderTerms['status'], Tone>,
  offer: {
    draft: 'neutral',
    review: 'amber',
    active: 'good',
    paused: 'neutral',
  } satisfies Record<OfferStatus, Tone>,
  form: { draft: 'neutral', live: 'good', paused: 'neutral' } satisfies Record<FormStatus, Tone>,
  sale: { held: 'blue', disputed: 'amber', released: 'good', refunded: 'red' } satisfies Record<
    SaleStatus,
    Tone
  >,
  dispute: {
    checking: 'blue',
    awaiting_seller: 'amber',
    awaiting_moderator: 'amber',
    decided: 'neutral',
    appealed: 'amber',
  } satisfies Record<DisputeStatus, Tone>,
  ruling: { upheld: 'good', refused: 'red' } satisfies Record<Ruling, Tone>,
  delivery: { pending: 'blue', delivered: 'good', failed: 'red' },
  channel: { active: 'good', paused: 'neutral' } satisfies Record<LeadChannel['status'], Tone>,
  endpoint: { active: 'good', disabled: 'red' } satisfies Record<Endpoint['status'], Tone>,
  outcome: {
    new: 'amber',
    reached: 'blue',
    no_answer: 'neutral',
    callback: 'amber',
    meeting: 'blue',
    won: 'good',
    lost: 'neutral',
    junk: 'red',
  } satisfies Record<WorkState, Tone>,
  topUp: { open: 'amber', paid: 'good', expired: 'neutral', failed: 'red' },
  recharge: {
    pending: 'blue',
    asking: 'amber',
    paid: 'good',
    declined: 'red',
    canceled: 'neutral',
  } satisfies Record<RechargeStatus, Tone>,
  cardRefund: { pending: 'blue', sent: 'good', failed: 'red' } satisfies Record<CardRefundStatus, Tone>,
  payout: { pending: 'blue', sent: 'good', failed: 'red', reversed: 'red' },
  bankInvoice: { open: 'amber', paid: 'good', cancelled: 'neutral', expired: 'neutral' } satisfies Record<
    BankInvoiceStatus,
    Tone
  >,
  bankReceipt: {
    waiting: 'amber',
    booked: 'good',
    dismissed: 'neutral',
    cost_return: 'good',
    double: 'neutral',
  } satisfies Record<ReceiptStatus, Tone>,
  bankBatch: { proposed: 'amber', approved: 'blue', sent: 'good', rejected: 'red' } satisfies Record<
    BankBatchStatus,
    Tone
  >,
  bankPayout: {
    pending: 'blue',
    sent: 'blue',
    paid: 'good',
    returned: 'red',
    cancelled: 'neutral',
  } satisfies Record<BankPayoutStatus, Tone>,
  import: {
    uploading: 'blue',
    reading: 'blue',
    mapping: 'amber',
    importing: 'blue',
    paused: 'amber',
    done: 'good',
    cancelled: 'neutral',
    failed: 'red',
  } satisfies Record<ImportStatus, Tone>,
  importRow: { taken: 'good', double: 'neutral', refused: 'red', quarantined: 'amber' } satisfies Record<
    Outcome,
    Tone
  >,
  review: { waiting: 'amber', approved: 'good', refused: 'red' } satisfies Record<ReviewStatus, Tone>,
} as const satisfies Record<string, Record<string, Tone>>;

export type StateKind = keyof typeof STATE_TONES;
export type StateOf<Kind extends StateKind> = keyof (typeof STATE_TONES)[Kind] & string;
