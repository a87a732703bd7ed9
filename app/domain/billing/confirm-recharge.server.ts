import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { settleRecharge } from './settle-recharge.server.ts';

/**
 * Leads a cardholder to their bank, to confirm a recharge that it asked about. One that was paid meanwhile is booked instead.
 * @returns where the cardholder goes, or null when there is nothing left to confirm
 * @throws Refusal `recharge_unknown`, `recharge_over`, `payment_not_taken`, `payments_unreachable`
 */
export async function confirmRecharge(
  db: Db,
  input: Actor & { organisationId: string; rechargeId: string; now: Date },
): Promise<string | null> {
  const { organisationId, rechargeId } = input;
  const row = await db.prisma.recharge.findFirst({
    where: { id: rechargeId, organisationId },
    include: { card: true },
  });
  if (!row) throw new Refusal('recharge_unknown');
  if (row.status === 'paid') return null;
  if (row.status !== 'asking' || row.paymentIntentId === null || row.card.removedAt !== null)
    throw new Refusal('recharge_over');
  await db.prisma.$transaction((tx) =>
    recordAudit(tx, { ...input, action: 'recharge.confirming', subjectId: rechargeId, details: {} }),
  );
  const payment = await ask(db, row.paymentIntentId, row.card.stripePaymentMethodId, rechargeId);
  if (payment.confirmUrl !== null) return payment.confirmUrl;
  const settled = await settleRecharge(db, { ...input, payment });
  if (settled === 'declined')
    throw new Refusal('payment_not_taken', { reason: payment.declineCode ?? 'card_declined' });
  if (settled === 'canceled') throw new Refusal('recharge_over');
  return null;
}

async function ask(db: Db, id: string, paymentMethodId: string, rechargeId: string) {
  try {
    const now = await db.stripe.readPayment(id);
    // A page that was opened before is gone on with; one that is over cannot be confirmed.
    if (now.confirmUrl !== null || now.status === 'paid' || now.status === 'canceled') return now;
    return await db.stripe.confirmPayment({
      id,
      paymentMethodId,
      returnPath: `/buy/wallet/confirm?recharge=${rechargeId}`,
    });
  } catch (error) {
    if (error instanceof StripeRefused) throw new Refusal('payment_not_taken', { reason: error.code });
    db.log.warn({ err: error, rechargeId }, 'recharge not confirmed');
    throw new Refusal('payments_unreachable');
  }
}
