import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Mapping } from './import.ts';

/**
 * Keeps what the seller says of the columns, until the import begins.
 * @throws Refusal `import_moved_on` when it began, or ended, meanwhile
 */
export async function mapColumns(
  db: Db,
  input: { organisationId: string; importId: string; mapping: Mapping; test: boolean; now: Date },
): Promise<void> {
  const { rowCount } = await db.pool.query(
    `UPDATE lead_import SET mapping = $3, test = $4, touched_at = $5
     WHERE id = $1 AND organisation_id = $2 AND status = 'mapping'`,
    [input.importId, input.organisationId, input.mapping, input.test, input.now],
  );
  if (!rowCount) throw new Refusal('import_moved_on');
}
