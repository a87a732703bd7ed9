import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { type Queryable, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { eraseImport } from './erase-import.server.ts';
import type { Steering } from './import.ts';
import { importRowsJob } from './jobs.ts';

/** How long rows that became no lead can be looked at, once an import is over. */
export const KEPT_MS = 14 * DAY_MS;

const CHANGES: Record<Steering, { sql: string; from: readonly string[] }> = {
  pause: { sql: `status = 'paused', reason_code = NULL, reason_params = NULL`, from: ['importing'] },
  resume: { sql: `status = 'importing', reason_code = NULL, reason_params = NULL`, from: ['paused'] },
  cancel: {
    sql: `status = 'cancelled', finished_at = $4, erase_at = $5, reason_code = NULL, reason_params = NULL`,
    from: ['uploading', 'reading', 'mapping', 'importing', 'paused'],
  },
  erase: { sql: 'erase_at = $4', from: ['done', 'cancelled'] },
};

/**
 * Pauses an import, lets it go on, ends it or erases what is left of one that is over. Rows that are leads by then stay leads. One
 * that is ended before any row was one is erased at once.
 * @throws Refusal `import_moved_on` when it stands otherwise by now
 */
export async function steerImport(
  db: Db,
  input: Actor & { organisationId: string; importId: string; steering: Steering; now: Date },
): Promise<void> {
  const { importId, steering, now } = input;
  const { sql, from } = CHANGES[steering];
  await db.prisma.$transaction(
    async (tx) => {
      const queryable = queryableOf(tx);
      const { rows } = await queryable.query<{ started: boolean }>(
        `UPDATE lead_import SET ${sql}, touched_at = $4
         WHERE id = $1 AND organisation_id = $2 AND status = ANY ($3::text[]) AND $5::timestamptz IS NOT NULL
         RETURNING started_at IS NOT NULL AS started`,
        [importId, input.organisationId, from, now, after(now, KEPT_MS)],
      );
      const [row] = rows;
      if (!row) throw new Refusal('import_moved_on');
      await follow(db, queryable, input, row.started);
      await recordAudit(tx, {
        ...input,
        action: `import.${steering}`,
        subjectId: importId,
        details: {},
      });
    },
    { timeout: 25_000 },
  );
}

async function follow(
  db: Db,
  tx: Queryable,
  { importId, steering, now }: { importId: string; steering: Steering; now: Date },
  started: boolean,
): Promise<void> {
  if (steering === 'resume') await enqueue(db.queue, tx, importRowsJob, [{ importId }]);
  if (steering === 'erase' || (steering === 'cancel' && !started)) await eraseImport(tx, { importId, now });
}
