import { checkLeads } from '#app/domain/leads/check-leads.server.ts';
import { leadAccepted } from '#app/domain/leads/jobs.ts';
import { after } from '#app/kernel/time.ts';
import { jobsOfIds } from '#app/platform/job-kind.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { settleLeads } from './settle-leads.server.ts';

const TRY_AGAIN_MS = 2_000;

/**
 * Checks leads and sells those that can be sold. May be repeated: a lead that has its verdict is passed over.
 * @param input.checkWaitMs how long a lead waits for an answer about its e-mail domain
 */
export async function processLeads(
  db: Db,
  input: { leadIds: readonly string[]; now: Date; checkWaitMs: number },
): Promise<void> {
  const { prompt, late } = await checkLeads(db, input);
  // The network's answers are awaited whatever becomes of the first batch, or a failure there would leave them behind.
  const [settled, waited] = await Promise.allSettled([
    settleLeads(db, { checked: prompt, now: input.now }),
    late,
  ]);
  if (settled.status === 'rejected') throw settled.reason;
  if (waited.status === 'rejected') throw waited.reason;
  await settleLeads(db, { checked: waited.value.done, now: input.now });
  await enqueue(db.queue, db.pool, leadAccepted, jobsOfIds(waited.value.again), {
    startAfter: after(input.now, TRY_AGAIN_MS),
  });
}
