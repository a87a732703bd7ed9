import type { Currency } from '#app/kernel/money.ts';
import { after, HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { StripeRefused } from '#app/platform/stripe.server.ts';
import { sendEvidenceJob } from './jobs.ts';
import { recoverChargebacks } from './recover-chargebacks.server.ts';
import { refreshChargeback } from './refresh-chargeback.server.ts';

const ACTOR = { actor: 'worker', origin: 'job:heal-payments' };
const LIMIT = 100;
/** Longer than a job's own tries take. */
const LEFT_BEHIND_MS = 15 * MINUTE_MS;
/** How often a dispute of which nothing is heard is asked about. */
const ASK_AFTER_MS = 6 * HOUR_MS;

/**
 * Looks after chargebacks that nobody is at: evidence whose job was given up, disputes that ended without an event, and what
 * is owed by who has money again.
 */
export async function healChargebacks(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  const evidence = await db.prisma.chargebackEvidence.findMany({
    where: { sentAt: null, refusedCode: null, decidedAt: { lt: after(now, -LEFT_BEHIND_MS) } },
    select: { chargebackId: true },
    take: LIMIT,
  });
  await enqueue(db.queue, db.pool, sendEvidenceJob, evidence);
  await recoverOwed(db, now);
  const { rows } = await db.pool.query<{ disputeId: string }>(
    `SELECT stripe_dispute_id AS "disputeId" FROM chargeback c
     WHERE (chargeback_stands(c) AND status <> 'lost' OR status LIKE 'warning%' AND status <> 'warning_closed') AND updated_at < $1
     ORDER BY updated_at LIMIT $2`,
    [after(now, -ASK_AFTER_MS), LIMIT],
  );
  for (const { disputeId } of rows) await ask(db, disputeId, now);
}

/** One that Stripe does not show, as of an account of another key, keeps nobody from being looked after. */
async function ask(db: Db, disputeId: string, now: Date): Promise<void> {
  try {
    await refreshChargeback(db, { ...ACTOR, disputeId, now });
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    db.log.error({ disputeId, code: error.code }, 'dispute unknown to stripe');
  }
}

/** Money may have come in by a way that does not look after what is owed. */
async function recoverOwed(db: Db, now: Date): Promise<void> {
  const { rows } = await db.pool.query<{ organisationId: string; currency: Currency }>(
    `SELECT DISTINCT c.organisation_id AS "organisationId", c.currency FROM chargeback c
     JOIN account_balance b ON b.account_id = c.organisation_id || ':spendable:' || c.currency AND b.balance_minor > 0
     WHERE c.status = 'lost' AND chargeback_stands(c) LIMIT $1`,
    [LIMIT],
  );
  for (const owing of rows)
    await transact(db.pool, (tx) => recoverChargebacks(tx, { ...ACTOR, ...owing, now }));
}
