import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { BalanceLine } from '#app/platform/stripe.server.ts';
import { isStripeError } from '#app/platform/stripe.server.ts';
import { isOfDispute, isOfFailedRefund } from './reconciliation.ts';
import { refreshChargeback } from './refresh-chargeback.server.ts';
import { reversePayout } from './reverse-payout.server.ts';
import { sendPayout } from './send-payout.server.ts';
import { settleCardRefund } from './settle-card-refund.server.ts';
import { settleRecharge } from './settle-recharge.server.ts';
import { settleTopUp } from './settle-top-up.server.ts';

/**
 * Books what Stripe did and we have not heard of, by the verb that would have booked it had its answer or event come. One that
 * cannot be booked is logged and stays a difference.
 */
export async function healBalanceLine(
  db: Db,
  input: Actor & { line: BalanceLine; now: Date },
): Promise<void> {
  const { line } = input;
  await heal(db, input).catch((error: unknown) => {
    if (!isStripeError(error) && !(error instanceof Error)) throw error;
    db.log.warn({ err: error, lineId: line.id }, 'balance line not healed');
  });
}

async function heal(
  db: Db,
  { line, actor, origin, now }: Parameters<typeof healBalanceLine>[1],
): Promise<void> {
  const by = { actor, origin, now };
  if (isOfDispute(line)) {
    if (line.sourceId !== null) await refreshChargeback(db, { ...by, disputeId: line.sourceId });
    return;
  }
  if (line.type === 'transfer') {
    if (isId('pout', line.reference ?? '')) await sendPayout(db, { payoutId: line.reference ?? '', now });
    return;
  }
  if (line.transferId !== null) {
    const passedOn = await db.stripe.readPassedOn(line.transferId);
    const cameBack = await db.stripe.readCameBack(line.transferId);
    await reversePayout(db, { ...by, passedOn, cameBack });
    return;
  }
  if (line.amountMinor < 0n) return;
  if (isOfFailedRefund(line)) {
    if (line.sourceId !== null)
      await settleCardRefund(db, { ...by, refunded: await db.stripe.readRefund(line.sourceId) });
    return;
  }
  if (isId('rchg', line.reference ?? '') && line.paymentIntentId !== null) {
    await settleRecharge(db, { ...by, payment: await db.stripe.readPayment(line.paymentIntentId) });
    return;
  }
  const topUp = await db.prisma.topUp.findUnique({ where: { id: line.reference ?? '' } });
  if (!topUp?.stripeSessionId) return;
  await settleTopUp(db, { ...by, page: await db.stripe.readCheckout(topUp.stripeSessionId) });
}
