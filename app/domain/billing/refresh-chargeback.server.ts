import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { PaymentDispute } from '#app/platform/stripe.server.ts';
import { type ChargebackSettled, settleChargeback } from './settle-chargeback.server.ts';
import { settleTopUp } from './settle-top-up.server.ts';
import { type TopUpRow, toTopUp } from './top-up-row.ts';

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
  const topUp = await findTopUp(db, dispute);
  if (!topUp) return 'ignored';
  if (topUp.status !== 'paid') await credit(db, topUp, input);
  return settleChargeback(db, { ...input, dispute, topUp });
}

async function findTopUp(db: Db, dispute: PaymentDispute): Promise<TopUpRow | null> {
  const { paymentIntentId, reference } = dispute;
  const byPayment =
    paymentIntentId === null ? null : await db.prisma.topUp.findUnique({ where: { paymentIntentId } });
  const row =
    byPayment ??
    (isId('topup', reference ?? '')
      ? await db.prisma.topUp.findUnique({ where: { id: reference ?? '' } })
      : null);
  return row && toTopUp(row);
}

async function credit(db: Db, topUp: TopUpRow, input: Actor & { now: Date }): Promise<void> {
  if (topUp.pageId !== null) {
    const { actor, origin, now } = input;
    const page = await db.stripe.readCheckout(topUp.pageId);
    const settled = await settleTopUp(db, { actor, origin, now, page });
    if (settled === 'credited' || settled === 'known') return;
  }
  throw new Error(`top-up ${topUp.id} is disputed and not credited yet`);
}
