import { after, HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { healCardRefunds } from './heal-card-refunds.server.ts';
import { healCardSetups } from './heal-card-setups.server.ts';
import { healChargebacks } from './heal-chargebacks.server.ts';
import { healRecharges } from './heal-recharges.server.ts';
import { healTopUps } from './heal-top-ups.server.ts';
import { sendPayoutJob, workStripeEventJob } from './jobs.ts';
import { refreshPayoutAccount } from './refresh-payout-account.server.ts';

/** Longer than a job's own tries take. */
const LEFT_BEHIND_MS = 15 * MINUTE_MS;
const LIMIT = 500;
const ACCOUNTS_LIMIT = 50;

/**
 * Looks after payments that nobody is at any more: top-ups and cards whose event never came, events and payouts whose job was given
 * up, recharges, refunds to cards, chargebacks whose buyer has money again, accounts that are not ready and of which nothing
 * was heard for an hour.
 * @throws Error when Stripe does not answer; what was not looked after is the next time
 */
export async function healPayments(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  const before = after(now, -LEFT_BEHIND_MS);
  const events = await db.prisma.stripeEvent.findMany({
    where: { workedAt: null, receivedAt: { lt: before } },
    select: { id: true },
    orderBy: { receivedAt: 'asc' },
    take: LIMIT,
  });
  const payouts = await db.prisma.payout.findMany({
    where: { status: 'pending', createdAt: { lt: before } },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: LIMIT,
  });
  await enqueue(
    db.queue,
    db.pool,
    workStripeEventJob,
    events.map(({ id }) => ({ eventId: id })),
  );
  await enqueue(
    db.queue,
    db.pool,
    sendPayoutJob,
    payouts.map(({ id }) => ({ payoutId: id })),
  );
  await healTopUps(db, { now });
  await healCardSetups(db, { now });
  await healChargebacks(db, { now });
  await healRecharges(db, { now });
  await healCardRefunds(db, { now });
  await refreshWaiting(db, now);
}

async function refreshWaiting(db: Db, now: Date): Promise<void> {
  const waiting = await db.prisma.payoutAccount.findMany({
    where: { payoutsEnabled: false, updatedAt: { lt: after(now, -HOUR_MS) } },
    select: { organisationId: true },
    orderBy: { updatedAt: 'asc' },
    take: ACCOUNTS_LIMIT,
  });
  for (const { organisationId } of waiting) await refreshPayoutAccount(db, { organisationId, now });
}
