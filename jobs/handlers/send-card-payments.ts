import { expireTopUp as expire } from '#app/domain/billing/expire-top-up.server.ts';
import { forgetCard as forget } from '#app/domain/billing/forget-card.server.ts';
import { sendCardRefund as refund } from '#app/domain/billing/send-card-refund.server.ts';
import { sendRecharge as recharge } from '#app/domain/billing/send-recharge.server.ts';
import type { JobContext } from '../context.ts';

export async function sendRecharge(
  context: JobContext,
  jobs: readonly { rechargeId: string }[],
): Promise<void> {
  for (const { rechargeId } of jobs) await recharge(context.db, { rechargeId, now: context.now() });
}

export async function sendCardRefund(
  context: JobContext,
  jobs: readonly { cardRefundId: string }[],
): Promise<void> {
  for (const { cardRefundId } of jobs) await refund(context.db, { cardRefundId, now: context.now() });
}

export async function forgetCard(context: JobContext, jobs: readonly { cardId: string }[]): Promise<void> {
  for (const { cardId } of jobs) await forget(context.db, { cardId, now: context.now() });
}

export async function expireTopUp(context: JobContext, jobs: readonly { topUpId: string }[]): Promise<void> {
  for (const { topUpId } of jobs) await expire(context.db, { topUpId, now: context.now() });
}
