import { Refusal } from '#app/kernel/refusal.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { FileRow } from './import.ts';
import { chunkOf, type ImportSeal } from './import-key.server.ts';

/**
 * The rows of one chunk, in the order of the file; the caller must have the right to see them.
 * @throws Refusal `import_erased` when there are none (any more)
 */
export async function readRows(
  db: Queryable,
  input: { importId: string; nth: number; sealing: ImportSeal },
): Promise<FileRow[]> {
  const { rows } = await db.query<{ sealed: Buffer }>({
    name: 'read-import-chunk',
    text: 'SELECT sealed FROM lead_import_chunk WHERE import_id = $1 AND nth = $2',
    values: [input.importId, input.nth],
  });
  const [row] = rows;
  if (!row) throw new Refusal('import_erased');
  return JSON.parse(input.sealing.unseal(chunkOf(input.nth), row.sealed).toString());
}
