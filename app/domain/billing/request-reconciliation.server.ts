import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { reconcileJob } from './jobs.ts';

/** Has our balance at Stripe compared with the books now instead of at night. */
export async function requestReconciliation(db: Db, input: Actor & { now: Date }): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'reconciliation.asked',
      subjectId: 'stripe_clearing',
      details: {},
    });
    await enqueue(db.queue, tx, reconcileJob, [{ startedBy: input.actor }]);
  });
}
