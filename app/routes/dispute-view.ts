import type { Reference } from '#app/domain/catalog/reference.ts';
import {
  BY_SELLER,
  type DisputeFile,
  dueOf,
  isRuledEarly,
  mayStillAnswer,
} from '#app/domain/disputes/dispute.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { nicheNameOf, regionNameOf } from './public/names.ts';

export type DisputeView = ReturnType<typeof viewDispute>;

/** A dispute as its sides and the moderators read it. Who of the moderators ruled stays with the exchange. */
export function viewDispute(reference: Reference, dispute: DisputeFile, lead: Lead, now: Date) {
  return {
    id: dispute.id,
    saleId: dispute.saleId,
    leadId: dispute.leadId,
    niche: nicheNameOf(reference, lead.niche),
    place: regionNameOf(reference, lead.placeCode),
    reason: dispute.reason,
    amount: { amountMinor: dispute.refundMinor, currency: dispute.currency },
    status: dispute.status,
    saleStatus: dispute.saleStatus,
    openedAt: dispute.openedAt,
    replyUntil: dispute.replyUntil,
    dueAt: dueOf(dispute),
    isSellersTurn: mayStillAnswer(dispute, now),
    detail: dispute.detail,
    reply: dispute.reply,
    replyDetail: dispute.replyDetail,
    repliedAt: dispute.repliedAt,
    outcome: dispute.outcome,
    reasoning: dispute.reasoning,
    isBySeller: dispute.ruledBy === BY_SELLER,
    isEarly: isRuledEarly(dispute),
    ruledAt: dispute.ruledAt,
  };
}
