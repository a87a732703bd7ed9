import type { WithdrawalNotice } from './withdrawal.ts';

/** A withdrawal as the buyer of its lead is told of it. */
export function withdrawalJson(
  notice: Pick<WithdrawalNotice, 'saleId' | 'leadId' | 'kind' | 'withdrawnAt' | 'erasedAt'>,
) {
  return {
    sale_id: notice.saleId,
    lead_id: notice.leadId,
    reason: notice.kind,
    withdrawn_at: notice.withdrawnAt.toISOString(),
    erased_at: notice.erasedAt?.toISOString() ?? null,
  };
}
