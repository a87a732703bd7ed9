import { readEmail } from '#app/domain/identity/read-email.server.ts';
import { after } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CheckoutPage } from '#app/platform/stripe.server.ts';
import { openCustomer } from './open-customer.server.ts';
import { CHECKOUT_LIFE_MS } from './top-up.ts';

/**
 * Opens the page on which a card is kept and notes which it is, before anybody is led there.
 * @throws StripeRefused
 */
export async function openCardPage(
  db: Db,
  setup: { id: string; organisationId: string; createdBy: string; createdAt: Date },
): Promise<CheckoutPage> {
  const email = await readEmail(db, setup.createdBy);
  const page = await db.stripe.openCardPage({
    key: setup.id,
    reference: setup.id,
    customerId: await openCustomer(db, { asked: setup, email }),
    successPath: `/buy/wallet/cards?setup=${setup.id}`,
    cancelPath: `/buy/wallet/cards?setup=${setup.id}&left=yes`,
    expiresAt: after(setup.createdAt, CHECKOUT_LIFE_MS),
  });
  await db.prisma.cardSetup.update({ where: { id: setup.id }, data: { stripeSessionId: page.id } });
  return page;
}
