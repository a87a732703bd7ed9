import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';

/**
 * Has Stripe forget a card that was given up, unless the same card was kept anew meanwhile.
 * @throws Error when Stripe does not answer
 */
export async function forgetCard(db: Db, input: { cardId: string; now: Date }): Promise<void> {
  const card = await db.prisma.paymentCard.findUnique({ where: { id: input.cardId } });
  if (!card?.removedAt || card.forgottenAt) return;
  const { organisationId, fingerprint } = card;
  const [customer, keptAnew] = await Promise.all([
    db.prisma.paymentCustomer.findUnique({ where: { organisationId } }),
    db.prisma.paymentCard.count({ where: { organisationId, fingerprint, removedAt: null } }),
  ]);
  if (customer && keptAnew === 0) {
    await db.stripe.forgetCard({ customerId: customer.stripeCustomerId, fingerprint }).catch((error) => {
      // Stripe does not know it any more.
      if (!(error instanceof StripeRefused)) throw error;
    });
  }
  await db.prisma.paymentCard.update({ where: { id: card.id }, data: { forgottenAt: input.now } });
}
