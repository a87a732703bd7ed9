import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { ROWS_MOST } from './import.ts';
import { importRowsJob } from './jobs.ts';

/** However long it is paused, an import is over after this. */
const OPEN_MS = 30 * DAY_MS;

/**
 * Lets the rows of a mapped file become leads. The file as it was sent is erased: what is left of it are its rows.
 * @throws Refusal `import_moved_on`, `import_empty`, `import_too_long`
 */
export async function startImport(
  db: Db,
  input: Actor & { organisationId: string; importId: string; now: Date },
): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const queryable = queryableOf(tx);
    const { rows } = await queryable.query<{ rows_total: number; test: boolean }>(
      `UPDATE lead_import SET status = 'importing', started_at = $3, touched_at = $3, erase_at = $4,
         rows_total = rows_total - CASE WHEN (mapping ->> 'hasHead')::boolean THEN 1 ELSE 0 END
       WHERE id = $1 AND organisation_id = $2 AND status = 'mapping' AND mapping IS NOT NULL RETURNING rows_total, test`,
      [input.importId, input.organisationId, input.now, after(input.now, OPEN_MS)],
    );
    const [row] = rows;
    if (!row) throw new Refusal('import_moved_on');
    if (row.rows_total === 0) throw new Refusal('import_empty');
    if (row.rows_total > ROWS_MOST) throw new Refusal('import_too_long', { most: ROWS_MOST });
    await queryable.query('DELETE FROM lead_import_piece WHERE import_id = $1', [input.importId]);
    await enqueue(db.queue, tx, importRowsJob, [{ importId: input.importId }]);
    await recordAudit(tx, {
      ...input,
      action: 'import.started',
      subjectId: input.importId,
      details: { rows: row.rows_total, test: row.test },
    });
  });
}
