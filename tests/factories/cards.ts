import { planRecharge } from '#app/domain/billing/plan-recharge.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import type { Payments } from '../setup/payments.ts';
import { payByCard, visit } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };

/** Pays into a wallet by a test card, answers the bank where it asks, and waits for the credit. */
export async function payIn(
  payments: Payments,
  organisationId: string,
  options: { amountMinor?: bigint; card?: string; saves?: boolean; at?: Date; by?: string } = {},
): Promise<string> {
  const { db } = payments.world;
  const { topUpId, url } = await startTopUp(db, {
    ...ACTOR,
    actor: options.by ?? ACTOR.actor,
    organisationId,
    money: { amountMinor: options.amountMinor ?? 100_000n, currency: 'UAH' },
    savesCard: options.saves ?? false,
    now: options.at ?? new Date(),
  });
  const { location } = await payByCard(url, options.card);
  if (location?.includes('/authenticate/')) await visit(location, { answer: 'complete' });
  await until('the credit', async () => {
    const row = await db.prisma.topUp.findUnique({ where: { id: topUpId } });
    return row?.status === 'paid';
  });
  return topUpId;
}

/** The card that an organisation has kept. */
export function keptCard(payments: Payments, organisationId: string) {
  return payments.world.db.prisma.paymentCard.findFirstOrThrow({
    where: { organisationId, removedAt: null },
    orderBy: { id: 'desc' },
  });
}

/**
 * A wallet that holds 1,000.00 UAH of a kept card, and recharges by 500.00 below 2,000.00, once a month: it is low from the
 * beginning.
 * @param options.later a card that takes the kept one's place: one that could not have paid
 */
export async function makeRecharged(
  payments: Payments,
  organisationId: string,
  options: {
    card?: string;
    later?: string;
    ceilingMinor?: bigint;
    thresholdMinor?: bigint;
    by?: string;
  } = {},
): Promise<void> {
  const { db } = payments.world;
  await payIn(payments, organisationId, {
    saves: true,
    ...(options.card ? { card: options.card } : {}),
  });
  const card = await keptCard(payments, organisationId);
  if (options.later) {
    const { stripeCustomerId: customer } = await db.prisma.paymentCustomer.findUniqueOrThrow({
      where: { organisationId },
    });
    const method = await payments.stripe.client().paymentMethods.attach(options.later, { customer });
    await db.prisma.paymentCard.update({
      where: { id: card.id },
      data: {
        stripePaymentMethodId: method.id,
        last4: method.card?.last4 ?? '',
        fingerprint: method.card?.fingerprint ?? '',
      },
    });
  }
  await planRecharge(db, {
    ...ACTOR,
    actor: options.by ?? ACTOR.actor,
    organisationId,
    currency: 'UAH',
    plan: {
      warnMinor: null,
      recharge: {
        thresholdMinor: options.thresholdMinor ?? 200_000n,
        amountMinor: 50_000n,
        ceilingMinor: options.ceilingMinor ?? 50_000n,
        cardId: card.id,
      },
    },
    now: new Date(),
  });
}

/** A recharge of 500.00 UAH that was decided and that no job is at. */
export async function decideByHand(
  payments: Payments,
  organisationId: string,
  createdAt: Date,
): Promise<{ id: string; customerId: string; paymentMethodId: string }> {
  const { db } = payments.world;
  const card = await keptCard(payments, organisationId);
  const { stripeCustomerId } = await db.prisma.paymentCustomer.findUniqueOrThrow({
    where: { organisationId },
  });
  const id = `rchg_${card.id.slice(5)}`;
  await db.prisma.recharge.create({
    data: {
      id,
      organisationId,
      currency: 'UAH',
      amountMinor: 50_000n,
      cardId: card.id,
      stripeCustomerId,
      stripePaymentMethodId: card.stripePaymentMethodId,
      month: createdAt,
      status: 'pending',
      createdAt,
    },
  });
  return { id, customerId: stripeCustomerId, paymentMethodId: card.stripePaymentMethodId };
}
