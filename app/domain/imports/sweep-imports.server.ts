import { after, MINUTE_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { eraseImport } from './erase-import.server.ts';
import { importRowsJob, readImportJob } from './jobs.ts';

/** Longer than any request may take. */
const UPLOAD_MS = 15 * MINUTE_MS;
/** Longer than a job that died is held. */
const STILL_MS = 12 * MINUTE_MS;
const BATCH = 100;

/**
 * Ends uploads that broke off and files that nobody came back for, erases what is past its time, and hands imports that stand
 * still to the workers again, whatever kept them.
 */
export async function sweepImports(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  await db.pool.query(
    `UPDATE lead_import SET status = 'cancelled', finished_at = $1, erase_at = $1
     WHERE status = 'uploading' AND created_at < $2 OR erased_at IS NULL AND erase_at < $1 AND status IN ('reading', 'mapping', 'importing', 'paused')`,
    [now, after(now, -UPLOAD_MS)],
  );
  const { rows: over } = await db.pool.query<{ id: string }>(
    `SELECT id FROM lead_import WHERE erased_at IS NULL AND erase_at <= $1 AND status IN ('done', 'cancelled', 'failed')
     ORDER BY erase_at LIMIT ${BATCH}`,
    [now],
  );
  for (const { id } of over) await transact(db.pool, (tx) => eraseImport(tx, { importId: id, now }));
  await transact(db.pool, async (tx) => {
    const { rows: still } = await tx.query<{ id: string; status: string }>(
      `UPDATE lead_import SET touched_at = $1
       WHERE id IN (SELECT id FROM lead_import WHERE status IN ('reading', 'importing') AND touched_at < $2 LIMIT ${BATCH}
         FOR UPDATE SKIP LOCKED) RETURNING id, status`,
      [now, after(now, -STILL_MS)],
    );
    for (const { id, status } of still)
      await enqueue(db.queue, tx, status === 'reading' ? readImportJob : importRowsJob, [{ importId: id }]);
    if (still.length > 0) db.log.warn({ imports: still.length }, 'imports stood still');
  });
}
