import { readEmail } from '#app/domain/identity/read-email.server.ts';
import { after } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CheckoutPage } from '#app/platform/stripe.server.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { openCustomer } from './open-customer.server.ts';
import { CHECKOUT_LIFE_MS } from './top-up.ts';
import type { TopUpRow } from './top-up-row.ts';

/**
 * Opens the page on which a top-up is paid and notes which it is, before anybody is led there. Asked again after a lost
 * answer it is the same page: all that Stripe is told follows from the row.
 * @throws StripeRefused
 */
export async function openPaymentPage(db: Db, topUp: TopUpRow): Promise<CheckoutPage> {
  const email = await readEmail(db, topUp.createdBy);
  const page = await db.stripe.openCheckout({
    key: topUp.id,
    reference: topUp.id,
    amountMinor: topUp.amountMinor,
    currency: topUp.currency,
    title: walletWords.checkoutTitle,
    email,
    customerId: topUp.savesCard ? await openCustomer(db, { asked: topUp, email }) : null,
    successPath: `/buy/wallet?top_up=${topUp.id}`,
    cancelPath: `/buy/wallet?top_up=${topUp.id}&left=yes`,
    expiresAt: after(topUp.createdAt, CHECKOUT_LIFE_MS),
  });
  await db.prisma.topUp.update({ where: { id: topUp.id }, data: { stripeSessionId: page.id } });
  return page;
}
