import { after, MINUTE_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { settleCardSetup } from './settle-card-setup.server.ts';

/** How long events are given before somebody asks. */
const PATIENCE_MS = 3 * MINUTE_MS;
const LIMIT = 200;

/**
 * Asks Stripe about cards that are being kept for minutes: an event that never came keeps nobody waiting, a page that was
 * left ends. To a page whose address never arrived here nobody was led, so nothing can come of it.
 * @throws Error when Stripe does not answer; what was not asked about is the next time
 */
export async function healCardSetups(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  const open = await db.prisma.cardSetup.findMany({
    where: { status: 'open', createdAt: { lt: after(now, -PATIENCE_MS) } },
    select: { id: true, stripeSessionId: true },
    orderBy: { createdAt: 'asc' },
    take: LIMIT,
  });
  for (const { id, stripeSessionId } of open) {
    const page = stripeSessionId === null ? null : await readPage(db, stripeSessionId);
    if (page) await settleCardSetup(db, { page, now });
    else await giveUp(db, id, now);
  }
}

/** Null where Stripe knows no such page. */
function readPage(db: Db, pageId: string) {
  return db.stripe.readCheckout(pageId).catch((error: unknown) => {
    if (!(error instanceof StripeRefused)) throw error;
    db.log.error({ pageId, code: error.code }, 'page for a card unknown to stripe');
    return null;
  });
}

async function giveUp(db: Db, id: string, now: Date): Promise<void> {
  await db.prisma.cardSetup.updateMany({
    where: { id, status: 'open' },
    data: { status: 'expired', settledAt: now },
  });
}
