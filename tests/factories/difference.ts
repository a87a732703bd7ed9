import { newId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** A line of Stripe's balance for which the books have nothing, as a comparison leaves it open. */
export async function makeDifference(db: Db): Promise<string> {
  const now = new Date();
  const runId = newId('recon');
  const id = `txn_${runId}`;
  await db.prisma.reconciliationRun.create({
    data: { id: runId, startedBy: 'job', startedAt: now, finishedAt: now, linesRead: 1, linesOpen: 1 },
  });
  await db.prisma.reconciliationLine.create({
    data: {
      ...{ id, runId, type: 'refund', currency: 'UAH', stripeMinor: -7_000n, oursMinor: null },
      ...{ verdict: 'missing_here', happenedAt: now, firstSeenAt: now },
    },
  });
  return id;
}
