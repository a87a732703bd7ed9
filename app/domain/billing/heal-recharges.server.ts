import { after, MINUTE_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { forgetCardJob, rechargeMovedJob, sendRechargeJob } from './jobs.ts';
import { RECHARGE_ASKS_FOR_MS } from './recharge.ts';
import { settleRecharge } from './settle-recharge.server.ts';

/** How long events are given before somebody asks. */
const PATIENCE_MS = 3 * MINUTE_MS;
/** Longer than a job's own tries take. */
const LEFT_BEHIND_MS = 15 * MINUTE_MS;
const LIMIT = 200;
const ACTOR = { actor: 'worker', origin: 'job:heal-payments' };

/**
 * Looks after recharges that nobody is at any more: those that were not sent, those whose cardholder has answered the bank or
 * never did, and those of which nobody was told; and after cards that Stripe has not forgotten yet.
 * @throws Error when Stripe does not answer; what was not looked after is the next time
 */
export async function healRecharges(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  const before = after(now, -LEFT_BEHIND_MS);
  const [pending, untold, cards, asking] = await Promise.all([
    db.pool.query<{ rechargeId: string }>(
      `SELECT id AS "rechargeId" FROM recharge WHERE status = 'pending' AND created_at < $1 ORDER BY id LIMIT $2`,
      [before, LIMIT],
    ),
    db.pool.query<{ rechargeId: string }>(
      `SELECT id AS "rechargeId" FROM recharge WHERE status <> 'pending' AND told_status IS DISTINCT FROM status
         AND coalesce(settled_at, created_at) < $1 ORDER BY id LIMIT $2`,
      [before, LIMIT],
    ),
    db.pool.query<{ cardId: string }>(
      `SELECT id AS "cardId" FROM payment_card WHERE removed_at < $1 AND forgotten_at IS NULL ORDER BY removed_at LIMIT $2`,
      [before, LIMIT],
    ),
    db.pool.query<{ paymentIntentId: string; createdAt: Date }>(
      `SELECT payment_intent_id AS "paymentIntentId", created_at AS "createdAt" FROM recharge
       WHERE status = 'asking' AND created_at < $1 ORDER BY id LIMIT $2`,
      [after(now, -PATIENCE_MS), LIMIT],
    ),
  ]);
  await enqueue(db.queue, db.pool, sendRechargeJob, pending.rows);
  await enqueue(db.queue, db.pool, rechargeMovedJob, untold.rows);
  await enqueue(db.queue, db.pool, forgetCardJob, cards.rows);
  for (const { paymentIntentId, createdAt } of asking.rows) {
    const isOver = after(createdAt, RECHARGE_ASKS_FOR_MS) < now;
    const asked = isOver ? db.stripe.cancelPayment(paymentIntentId) : db.stripe.readPayment(paymentIntentId);
    const payment = await asked.catch((error: unknown) => {
      if (!(error instanceof StripeRefused)) throw error;
      db.log.error({ paymentIntentId, code: error.code }, 'recharge unknown to stripe');
      return null;
    });
    if (payment) await settleRecharge(db, { ...ACTOR, payment, now });
  }
}
