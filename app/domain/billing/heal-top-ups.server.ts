import { after, MINUTE_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { expireTopUp } from './expire-top-up.server.ts';
import { openPaymentPage } from './open-payment-page.server.ts';
import { type Settled, settleTopUp } from './settle-top-up.server.ts';
import { CHECKOUT_LIFE_MS, CHECKOUT_OPENS_WITHIN_MS } from './top-up.ts';
import { TOP_UP_COLUMNS, type TopUpRow } from './top-up-row.ts';

/** How long events are given before somebody asks. */
const PATIENCE_MS = 3 * MINUTE_MS;
const LIMIT = 500;
/** Stripe is down when it leaves so many questions in a row without an answer. */
const SILENCES_LIMIT = 5;
const ACTOR = { actor: 'worker', origin: 'job:heal-payments' };

/**
 * Asks Stripe about top-ups that are open for minutes, and books what it says: an event that never came loses no money,
 * a page that nobody paid on ends. One that it gives no answer about is asked about the next time.
 * @returns what became of each that it answered about, by its id
 * @throws Error when it answers nothing time after time
 */
export async function healTopUps(db: Db, input: { now: Date }): Promise<Map<string, Settled>> {
  const { rows } = await db.pool.query<TopUpRow>(
    `SELECT ${TOP_UP_COLUMNS} FROM top_up WHERE status = 'open' AND created_at < $1 ORDER BY created_at LIMIT $2`,
    [after(input.now, -PATIENCE_MS), LIMIT],
  );
  const outcomes = new Map<string, Settled>();
  let silences = 0;
  for (const topUp of rows) {
    try {
      outcomes.set(topUp.id, await heal(db, topUp, input.now));
      silences = 0;
    } catch (error) {
      db.log.warn({ err: error, topUpId: topUp.id }, 'top-up not asked about');
      silences += 1;
      if (silences === SILENCES_LIMIT) throw error;
    }
  }
  return outcomes;
}

async function heal(db: Db, topUp: TopUpRow, now: Date): Promise<Settled> {
  const { pageId, createdAt } = topUp;
  try {
    if (topUp.droppedAt !== null) return (await expireTopUp(db, { topUpId: topUp.id, now })) ?? 'known';
    if (pageId !== null)
      return await settleTopUp(db, { ...ACTOR, page: await db.stripe.readCheckout(pageId), now });
    if (now <= after(createdAt, CHECKOUT_OPENS_WITHIN_MS)) {
      return await settleTopUp(db, { ...ACTOR, page: await openPaymentPage(db, topUp), now });
    }
    // Nobody was led to a page whose address never arrived here: it cannot have been paid.
    return await giveUp(db, topUp.id);
  } catch (error) {
    const mayStillBe = pageId !== null && now <= after(createdAt, CHECKOUT_LIFE_MS);
    if (!(error instanceof StripeRefused) || mayStillBe) throw error;
    db.log.error({ topUpId: topUp.id, code: error.code }, 'top-up unknown to stripe');
    return giveUp(db, topUp.id);
  }
}

async function giveUp(db: Db, topUpId: string): Promise<Settled> {
  await db.prisma.topUp.updateMany({ where: { id: topUpId, status: 'open' }, data: { status: 'expired' } });
  return 'expired';
}
