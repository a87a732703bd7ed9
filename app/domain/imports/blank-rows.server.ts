import type { Queryable } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { findChunks } from './find-chunks.server.ts';
import type { FileRow } from './import.ts';
import { chunkOf, type ImportSeal, openImport } from './import-key.server.ts';

type Rows = { import_id: string; has_head: boolean; numbers: number[] };

/**
 * Takes what a file said of the persons behind leads out of the rows that are kept of it, in the caller's transaction: the rows that
 * became these leads, and their doubles in the same file. What became of them stays, as numbers; nobody can read them any more.
 * Of leads that came another way, or whose file is erased, there is nothing to take.
 */
export async function blankRows(db: Db, tx: Queryable, input: { leadIds: readonly string[] }): Promise<void> {
  const { rows } = await tx.query<Rows>({
    name: 'find-rows-of-leads',
    text: `WITH own AS (SELECT import_id, row_number FROM lead_import_row WHERE lead_id = ANY ($1)),
           their AS (
             SELECT import_id, row_number FROM own
             UNION SELECT d.import_id, d.row_number FROM own JOIN lead_import_row d ON d.import_id = own.import_id
               AND d.outcome = 'double' AND d.reason_params ->> 'row' = own.row_number::text)
           SELECT i.id AS import_id, coalesce((i.mapping ->> 'hasHead')::boolean, false) AS has_head, array_agg(t.row_number) AS numbers
           FROM their t JOIN lead_import i ON i.id = t.import_id JOIN vault.import_key k ON k.import_id = i.id
           GROUP BY i.id ORDER BY i.id`,
    values: [[...input.leadIds]],
  });
  for (const { import_id: importId, has_head: hasHead, numbers } of rows) {
    // Whoever erases the import deletes the key first: they come before, and nothing is left, or after.
    const { rowCount } = await tx.query('SELECT FROM vault.import_key WHERE import_id = $1 FOR KEY SHARE', [
      importId,
    ]);
    if (!rowCount) continue;
    const sealing = await openImport(db, tx, importId);
    // In the order of the file: two persons who withdraw at once wait for one another.
    for (const nth of await findChunks(tx, { importId, numbers, hasHead }))
      await blankChunk(tx, { importId, nth, numbers: new Set(numbers), sealing });
  }
}

async function blankChunk(
  tx: Queryable,
  input: { importId: string; nth: number; numbers: ReadonlySet<number>; sealing: ImportSeal },
): Promise<void> {
  const { importId, nth, numbers, sealing } = input;
  const { rows } = await tx.query<{ sealed: Buffer }>({
    name: 'lock-import-chunk',
    text: 'SELECT sealed FROM lead_import_chunk WHERE import_id = $1 AND nth = $2 FOR UPDATE',
    values: [importId, nth],
  });
  const [chunk] = rows;
  if (!chunk) return;
  const kept = JSON.parse(sealing.unseal(chunkOf(nth), chunk.sealed).toString()) as FileRow[];
  const blanked = kept.map((row) => (numbers.has(row.number) ? { number: row.number, cells: [] } : row));
  await tx.query({
    name: 'blank-import-chunk',
    text: 'UPDATE lead_import_chunk SET sealed = $3 WHERE import_id = $1 AND nth = $2',
    values: [importId, nth, sealing.seal(chunkOf(nth), Buffer.from(JSON.stringify(blanked)))],
  });
}
