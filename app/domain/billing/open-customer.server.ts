import type { Db } from '#app/platform/platform.server.ts';
import type { TopUpRow } from './top-up-row.ts';

/**
 * Whom Stripe keeps an organisation's cards for: the first who asks opens it, everybody else goes on with it.
 * @returns its id at Stripe
 * @throws StripeRefused
 */
export async function openCustomer(
  db: Db,
  { topUp, email }: { topUp: TopUpRow; email: string | null },
): Promise<string> {
  const { organisationId } = topUp;
  const known = await db.prisma.paymentCustomer.findUnique({ where: { organisationId } });
  if (known) return known.stripeCustomerId;
  const key = `${topUp.id}:customer`;
  const stripeCustomerId = await db.stripe.openCustomer({ key, email, reference: organisationId });
  await db.prisma.paymentCustomer.createMany({
    data: { organisationId, stripeCustomerId, createdAt: topUp.createdAt },
    skipDuplicates: true,
  });
  const stands = await db.prisma.paymentCustomer.findUniqueOrThrow({ where: { organisationId } });
  return stands.stripeCustomerId;
}
