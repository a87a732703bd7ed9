import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { sendCardRefundJob } from './jobs.ts';
import { settleCardRefund } from './settle-card-refund.server.ts';

/** Longer than a job's own tries take. */
const LEFT_BEHIND_MS = 15 * MINUTE_MS;
/** A bank sends a refund back within 30 days (docs.stripe.com/refunds#failed-refunds). */
const MAY_FAIL_FOR_MS = 31 * DAY_MS;
/** One that is under way is asked about soon, then every day: its event may have been lost. */
const ASKED_EVERY_MS = DAY_MS;
const UNDER_WAY_ASKED_EVERY_MS = HOUR_MS;
const LIMIT = 200;
const ASKED_LIMIT = 50;
const ACTOR = { actor: 'worker', origin: 'job:heal-payments' };

/**
 * Looks after refunds that nobody is at any more: those that were not passed on, and those that may have come back unheard.
 * @throws Error when Stripe does not answer; what was not looked after is the next time
 */
export async function healCardRefunds(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  const { rows: pending } = await db.pool.query<{ cardRefundId: string }>(
    `SELECT id AS "cardRefundId" FROM card_refund WHERE status = 'pending' AND created_at < $1 ORDER BY created_at LIMIT $2`,
    [after(now, -LEFT_BEHIND_MS), LIMIT],
  );
  await enqueue(db.queue, db.pool, sendCardRefundJob, pending);
  const { rows: sent } = await db.pool.query<{ refundId: string }>(
    `SELECT stripe_refund_id AS "refundId" FROM card_refund
     WHERE status = 'sent' AND created_at > $1 AND asked_at < CASE WHEN settled_at IS NULL THEN $2::timestamptz ELSE $3 END
     ORDER BY asked_at LIMIT $4`,
    [
      after(now, -MAY_FAIL_FOR_MS),
      after(now, -UNDER_WAY_ASKED_EVERY_MS),
      after(now, -ASKED_EVERY_MS),
      ASKED_LIMIT,
    ],
  );
  for (const { refundId } of sent) {
    const refunded = await db.stripe.readRefund(refundId).catch((error: unknown) => {
      if (!(error instanceof StripeRefused)) throw error;
      db.log.error({ refundId, code: error.code }, 'refund unknown to stripe');
      return null;
    });
    if (refunded) await settleCardRefund(db, { ...ACTOR, refunded, now });
  }
}
