import type { Queryable } from '#app/platform/db.server.ts';
import { findChunks } from './find-chunks.server.ts';
import type { FileRow } from './import.ts';
import type { ImportSeal } from './import-key.server.ts';
import { readRows } from './read-rows.server.ts';

/**
 * Rows that were worked off, by their numbers: only the chunks in which they lie are opened. The caller must have the right to see them.
 * @param input.hasHead whether the file's first row is its head, which is no row of the import
 * @throws Refusal `import_erased`
 */
export async function findRows(
  db: Queryable,
  input: { importId: string; numbers: readonly number[]; hasHead: boolean; sealing: ImportSeal },
): Promise<Map<number, FileRow>> {
  const wanted = new Set(input.numbers);
  const found = new Map<number, FileRow>();
  for (const nth of await findChunks(db, input)) {
    const chunk = await readRows(db, { importId: input.importId, nth, sealing: input.sealing });
    for (const row of chunk) if (wanted.has(row.number)) found.set(row.number, row);
  }
  return found;
}
