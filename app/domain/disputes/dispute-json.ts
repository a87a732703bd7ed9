import { moneyJson } from '#app/domain/leads/lead-json.ts';
import { BY_SELLER, type Dispute, type DisputeFile, dueOf, isRuledEarly } from './dispute.ts';

/** What an event tells of a dispute: how it stands, and no word of what was written in it. */
export function disputeEventJson(dispute: Dispute) {
  return {
    id: dispute.id,
    sale_id: dispute.saleId,
    reason: dispute.reason,
    status: dispute.status,
    outcome: dispute.outcome,
    refund: moneyJson(dispute.outcome === 'refused' ? 0n : dispute.refundMinor, dispute.currency),
    due_at: dueOf(dispute)?.toISOString() ?? null,
  };
}

/** A dispute as its buyer and its seller see it: the same to both. Who of the moderators ruled is not told. */
export function disputeJson(dispute: DisputeFile, organisationId: string) {
  const { reply, repliedAt, ruledAt } = dispute;
  return {
    ...disputeEventJson(dispute),
    role: dispute.buyerOrganisationId === organisationId ? ('buyer' as const) : ('seller' as const),
    detail: dispute.detail,
    opened_at: dispute.openedAt.toISOString(),
    reply: reply && repliedAt && { reply, detail: dispute.replyDetail, replied_at: repliedAt.toISOString() },
    ruling: ruledAt && {
      by: dispute.ruledBy === BY_SELLER ? ('seller' as const) : ('moderator' as const),
      reasoning: dispute.reasoning,
      early: isRuledEarly(dispute),
      ruled_at: ruledAt.toISOString(),
    },
  };
}
