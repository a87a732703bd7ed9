import { after } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type CheckoutPage, StripeRefused } from '#app/platform/stripe.server.ts';
import { openPaymentPage } from './open-payment-page.server.ts';
import { type Settled, settleTopUp } from './settle-top-up.server.ts';
import { CHECKOUT_OPENS_WITHIN_MS } from './top-up.ts';
import { type TopUpRow, toTopUp } from './top-up-row.ts';

const ACTOR = { actor: 'worker', origin: 'job:expire-top-up' };

/**
 * Closes the page of a payment that was given up. Stripe closes only what is open: a page that was paid on meanwhile is booked
 * instead. The id is part of the key of what is asked, so that it is done once.
 * @returns what became of it; null of one that nobody gave up, or that is over
 * @throws Error when it stays open whether it was done: it is to be asked again
 */
export async function expireTopUp(db: Db, input: { topUpId: string; now: Date }): Promise<Settled | null> {
  const row = await db.prisma.topUp.findUnique({ where: { id: input.topUpId } });
  if (row?.status !== 'open' || row.droppedAt === null) return null;
  const topUp = toTopUp(row);
  const pageId = await findPage(db, topUp, input.now);
  // Nobody was led to a page whose address never arrived here, and it cannot be opened any more.
  if (pageId === null) {
    await db.prisma.topUp.updateMany({
      where: { id: topUp.id, status: 'open' },
      data: { status: 'expired' },
    });
    return 'expired';
  }
  const page = await close(db, topUp.id, pageId);
  return settleTopUp(db, { ...ACTOR, page, now: input.now });
}

/** A page whose answer was lost is found by opening it once more: by the same key it is the same. */
async function findPage(db: Db, topUp: TopUpRow, now: Date): Promise<string | null> {
  if (topUp.pageId !== null) return topUp.pageId;
  if (now > after(topUp.createdAt, CHECKOUT_OPENS_WITHIN_MS)) return null;
  const page = await openPaymentPage(db, topUp).catch((error: unknown) => {
    if (error instanceof StripeRefused) return null;
    throw error;
  });
  return page?.id ?? null;
}

async function close(db: Db, topUpId: string, pageId: string): Promise<CheckoutPage> {
  try {
    return await db.stripe.expireCheckout({ key: `${topUpId}:expire`, id: pageId });
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    const page = await db.stripe.readCheckout(pageId);
    // Refused, and open all the same: a payment is under way on it. It is asked again.
    if (page.status === 'open') throw error;
    return page;
  }
}
