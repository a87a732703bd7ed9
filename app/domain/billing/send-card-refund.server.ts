import { alone } from '#app/platform/alone.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { failCardRefund, settleCardRefund } from './settle-card-refund.server.ts';

const ACTOR = { actor: 'worker', origin: 'job:send-card-refund' };

/**
 * Passes a refund on to Stripe, once: nobody else does so at the same time, what Stripe has done already is found by its id,
 * and the id is the key of what is asked. A refusal brings the money back into the wallet.
 * @throws Error when it stays open whether it was done: it is to be asked again
 */
export async function sendCardRefund(db: Db, input: { cardRefundId: string; now: Date }): Promise<void> {
  await alone(db.pool, `send-card-refund:${input.cardRefundId}`, () => send(db, input));
}

async function send(db: Db, { cardRefundId, now }: { cardRefundId: string; now: Date }): Promise<void> {
  const row = await db.prisma.cardRefund.findUnique({
    where: { id: cardRefundId },
    include: { charge: true },
  });
  if (row?.status !== 'pending') return;
  const { paymentIntentId } = row.charge;
  try {
    const asked = { reference: cardRefundId, paymentIntentId };
    const refunded =
      (await db.stripe.findRefund(asked)) ??
      (await db.stripe.refund({ ...asked, key: cardRefundId, amountMinor: row.amountMinor }));
    await settleCardRefund(db, { ...ACTOR, refunded, now });
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    await failCardRefund(db, { ...ACTOR, cardRefundId, code: error.code, now });
  }
}
