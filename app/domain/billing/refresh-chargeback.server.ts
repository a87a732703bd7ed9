import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { PaymentDispute } from '#app/platform/stripe.server.ts';
import { type Charge, readCharge } from './read-charge.server.ts';
import { type ChargebackSettled, settleChargeback } from './settle-chargeback.server.ts';
import { settleRecharge } from './settle-recharge.server.ts';
import { settleTopUp } from './settle-top-up.server.ts';

/**
 * Asks Stripe how a dispute stands and books what it has come to. A payment that is disputed before it was credited here is
 * credited first, so that there is something to freeze.
 * @returns `ignored` when it is about no payment into a wallet
 * @throws StripeRefused `resource_missing`
 * @throws Error when the payment is ours and not credited yet: it is to be asked again
 */
export async function refreshChargeback(
  db: Db,
  input: Actor & { disputeId: string; now: Date },
): Promise<ChargebackSettled | 'ignored'> {
  const dispute = await db.stripe.readDispute(input.disputeId);
  const charge = (await findCharge(db, dispute)) ?? (await credit(db, dispute, input));
  return charge ? settleChargeback(db, { ...input, dispute, charge }) : 'ignored';
}

async function findCharge(db: Db, { paymentIntentId, reference }: PaymentDispute): Promise<Charge | null> {
  const byPayment = paymentIntentId === null ? null : await readCharge(db.pool, { paymentIntentId });
  return byPayment ?? (reference === null ? null : readCharge(db.pool, { id: reference }));
}

/** Credits what was paid and not noted yet; null when it is no payment of ours. */
async function credit(
  db: Db,
  dispute: PaymentDispute,
  { actor, origin, now }: Actor & { now: Date },
): Promise<Charge | null> {
  const { paymentIntentId } = dispute;
  const id = dispute.reference ?? '';
  const [topUp, recharge] = await Promise.all([
    db.prisma.topUp.findUnique({ where: { id } }),
    db.prisma.recharge.findUnique({ where: { id } }),
  ]);
  if (!topUp && !recharge) return null;
  const by = { actor, origin, now };
  if (topUp?.stripeSessionId)
    await settleTopUp(db, { ...by, page: await db.stripe.readCheckout(topUp.stripeSessionId) });
  if (recharge && paymentIntentId !== null)
    await settleRecharge(db, { ...by, payment: await db.stripe.readPayment(paymentIntentId) });
  const charge = await findCharge(db, dispute);
  if (!charge) throw new Error(`payment ${id} is disputed and not credited yet`);
  return charge;
}
