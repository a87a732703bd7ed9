import type { Queryable } from '#app/platform/db.server.ts';

/**
 * Erases what an ended import holds of people, in the caller's transaction: its key first of all, so that no copy of the rest can
 * be opened. What stays is how many rows became what.
 */
export async function eraseImport(tx: Queryable, input: { importId: string; now: Date }): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE lead_import SET sealed_about = NULL, erased_at = $2
     WHERE id = $1 AND erased_at IS NULL AND status IN ('done', 'cancelled', 'failed') RETURNING id`,
    [input.importId, input.now],
  );
  if (!rowCount) return;
  await tx.query('DELETE FROM vault.import_key WHERE import_id = $1', [input.importId]);
  for (const table of ['lead_import_piece', 'lead_import_chunk', 'lead_import_contact', 'lead_import_row'])
    await tx.query(`DELETE FROM ${table} WHERE import_id = $1`, [input.importId]);
}
