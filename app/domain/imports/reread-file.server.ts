import { Refusal } from '#app/kernel/refusal.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { Format } from './import.ts';
import { readImportJob } from './jobs.ts';

/**
 * Has a file read anew: in another encoding, parted otherwise, or another of its sheets. What was said of its columns is
 * forgotten.
 * @throws Refusal `import_moved_on` when the import began, or ended, meanwhile
 */
export async function rereadFile(
  db: Db,
  input: { organisationId: string; importId: string; format: Format; now: Date },
): Promise<void> {
  await transact(db.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE lead_import SET status = 'reading', format = $3, mapping = NULL, rows_total = 0, read_bytes = 0, touched_at = $4
       WHERE id = $1 AND organisation_id = $2 AND status = 'mapping' AND format ->> 'kind' = $3::jsonb ->> 'kind'`,
      [input.importId, input.organisationId, input.format, input.now],
    );
    if (!rowCount) throw new Refusal('import_moved_on');
    await enqueue(db.queue, tx, readImportJob, [{ importId: input.importId }]);
  });
}
