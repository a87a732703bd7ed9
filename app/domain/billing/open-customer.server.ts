import type { Db } from '#app/platform/platform.server.ts';

/**
 * Whom Stripe keeps an organisation's cards for: the first who asks opens it, everybody else goes on with it.
 * @param input.asked the payment, or the card to be kept, that asks for it
 * @returns its id at Stripe
 * @throws StripeRefused
 */
export async function openCustomer(
  db: Db,
  input: { asked: { id: string; organisationId: string; createdAt: Date }; email: string | null },
): Promise<string> {
  const { asked, email } = input;
  const { organisationId } = asked;
  const known = await db.prisma.paymentCustomer.findUnique({ where: { organisationId } });
  if (known) return known.stripeCustomerId;
  const key = `${asked.id}:customer`;
  const stripeCustomerId = await db.stripe.openCustomer({ key, email, reference: organisationId });
  await db.prisma.paymentCustomer.createMany({
    data: { organisationId, stripeCustomerId, createdAt: asked.createdAt },
    skipDuplicates: true,
  });
  const stands = await db.prisma.paymentCustomer.findUniqueOrThrow({ where: { organisationId } });
  return stands.stripeCustomerId;
}
