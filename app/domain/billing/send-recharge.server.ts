import { after } from '#app/kernel/time.ts';
import { alone } from '#app/platform/alone.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import type { CardPayment } from '#app/platform/stripe-cards.server.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { RECHARGE_SENT_WITHIN_MS } from './recharge.ts';
import { failRecharge, settleRecharge } from './settle-recharge.server.ts';

type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>;

const ACTOR = { actor: 'worker', origin: 'job:send-recharge' };

/**
 * Charges a recharge that was decided, once: nobody else does so at the same time, what Stripe has done already is found by
 * its id, and the id is the key of what is asked. One that its owner turned off meanwhile, whose owner's
 * money stands still, or that waited for half a day, is not charged any more.
 * @throws Error when it stays open whether it was done: it is to be asked again
 */
export async function sendRecharge(db: Db, input: { rechargeId: string; now: Date }): Promise<void> {
  await alone(db.pool, `send-recharge:${input.rechargeId}`, () => send(db, input));
}

async function send(db: Db, { rechargeId, now }: { rechargeId: string; now: Date }): Promise<void> {
  const row = await readRow(db, rechargeId);
  if (row?.status !== 'pending') return;
  try {
    const { id: reference, stripeCustomerId: customerId, createdAt: since } = row;
    const known = await db.stripe.findPayment({ reference, customerId, since });
    if (!known && (await isNotWanted(db, row, now))) {
      await failRecharge(db, { ...ACTOR, rechargeId, status: 'canceled', code: 'not_wanted', now });
      return;
    }
    const payment = known ?? (await charge(db, row));
    await settleRecharge(db, { ...ACTOR, payment, now });
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    await failRecharge(db, { ...ACTOR, rechargeId, status: 'declined', code: error.code, now });
  }
}

function readRow(db: Db, id: string) {
  return db.prisma.recharge.findUnique({ where: { id }, include: { card: true, organisation: true } });
}

async function isNotWanted(db: Db, row: Row, now: Date): Promise<boolean> {
  const { organisationId, currency } = row;
  const plan = await db.prisma.rechargePlan.findUnique({
    where: { organisationId_currency: { organisationId, currency } },
  });
  return (
    plan?.state !== 'on' ||
    row.card.removedAt !== null ||
    row.organisation.blockedAt !== null ||
    row.organisation.moneyFrozenAt !== null ||
    now > after(row.createdAt, RECHARGE_SENT_WITHIN_MS)
  );
}

function charge(db: Db, row: Row): Promise<CardPayment> {
  return db.stripe.chargeCard({
    key: row.id,
    reference: row.id,
    customerId: row.stripeCustomerId,
    paymentMethodId: row.stripePaymentMethodId,
    amountMinor: row.amountMinor,
    currency: row.currency,
    title: walletWords.rechargeTitle,
    returnPath: '/buy/wallet/confirm',
  });
}
