import type { Currency } from '#app/kernel/money.ts';
import type { Dispute as DisputeRow } from '#app/platform/generated/prisma/client.ts';
import type { Dispute, DisputeReason, DisputeStatus, Outcome, Reply } from './dispute.ts';

export type { DisputeRow };

export function toDispute(row: DisputeRow): Dispute {
  return {
    id: row.id,
    saleId: row.saleId,
    buyerOrganisationId: row.buyerOrganisationId,
    sellerOrganisationId: row.sellerOrganisationId,
    reason: row.reason as DisputeReason,
    currency: row.currency as Currency,
    refundMinor: row.refundMinor,
    status: row.status as DisputeStatus,
    openedAt: row.openedAt,
    replyUntil: row.replyUntil,
    reply: row.reply as Reply | null,
    repliedAt: row.repliedAt,
    outcome: row.outcome as Outcome | null,
    ruledBy: row.ruledBy,
    ruledAt: row.ruledAt,
  };
}
