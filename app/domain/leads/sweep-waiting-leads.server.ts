import { MINUTE_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import { jobsOfIds } from '#app/platform/job-kind.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { eraseContacts } from './erase-contacts.server.ts';
import { leadAccepted } from './jobs.ts';

/** Longer than any lead waits for checks, queue or retries when all is well. */
const OVERDUE_MS = 15 * MINUTE_MS;
const BATCH = 500;

/**
 * Looks after leads that should have had their verdict long ago, whatever kept them: one whose contact was erased is
 * withdrawn, the others are handed to the workers again. The oldest come first.
 * @returns how many were found
 */
export async function sweepWaitingLeads(db: Db, input: { now: Date }): Promise<number> {
  const overdue = new Date(input.now.getTime() - OVERDUE_MS);
  return transact(db.pool, async (tx) => {
    const { rows } = await tx.query<{ id: string; erased: boolean }>(
      `SELECT l.id, NOT EXISTS (SELECT FROM vault.lead_key k WHERE k.lead_id = l.id) AS erased
       FROM lead l WHERE l.status = 'validating' AND l.created_at < $1
       ORDER BY l.created_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
      [overdue, BATCH],
    );
    const erased = rows.filter((row) => row.erased).map((row) => row.id);
    await eraseContacts(tx, { leadIds: erased, now: input.now });
    await tx.query(`UPDATE lead SET status = 'withdrawn', settled_at = $2 WHERE id = ANY ($1)`, [
      erased,
      input.now,
    ]);
    const again = rows.filter((row) => !row.erased).map((row) => row.id);
    await enqueue(db.queue, tx, leadAccepted, jobsOfIds(again));
    if (rows.length > 0)
      db.log.warn({ again: again.length, withdrawn: erased.length }, 'leads were without a verdict for long');
    return rows.length;
  });
}
