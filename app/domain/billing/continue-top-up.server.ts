import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { CheckoutPage } from '#app/platform/stripe.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { openPaymentPage } from './open-payment-page.server.ts';
import { settleTopUp } from './settle-top-up.server.ts';
import { CHECKOUT_OPENS_WITHIN_MS } from './top-up.ts';
import { type TopUpRow, toTopUp } from './top-up-row.ts';

/**
 * Leads back to the payment page of a top-up. One that was paid meanwhile is booked instead.
 * @returns where the payer goes, or null when there is nothing left to pay
 * @throws Refusal `top_up_unknown`, `top_up_over`, `payments_unreachable`
 */
export async function continueTopUp(
  db: Db,
  input: Actor & { organisationId: string; topUpId: string; now: Date },
): Promise<string | null> {
  const row = await db.prisma.topUp.findFirst({
    where: { id: input.topUpId, organisationId: input.organisationId },
  });
  if (!row) throw new Refusal('top_up_unknown');
  if (row.status === 'paid') return null;
  if (row.status !== 'open' || row.droppedAt !== null) throw new Refusal('top_up_over');
  const page = await findPage(db, toTopUp(row), input.now);
  if (page.status === 'open' && page.url !== null) return page.url;
  const settled = await settleTopUp(db, { ...input, page });
  if (settled === 'expired') throw new Refusal('top_up_over');
  return null;
}

async function findPage(db: Db, topUp: TopUpRow, now: Date): Promise<CheckoutPage> {
  const isTooLate = after(topUp.createdAt, CHECKOUT_OPENS_WITHIN_MS) < now;
  if (topUp.pageId === null && isTooLate) throw new Refusal('top_up_over');
  const asking = topUp.pageId === null ? openPaymentPage(db, topUp) : db.stripe.readCheckout(topUp.pageId);
  return asking.catch((error) => {
    if (error instanceof StripeRefused) throw new Refusal('top_up_over');
    db.log.warn({ err: error, topUpId: topUp.id }, 'payment page not found');
    throw new Refusal('payments_unreachable');
  });
}
