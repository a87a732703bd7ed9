import type { Queryable } from '#app/platform/db.server.ts';
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
  const { rows } = await db.query<{ nth: number }>({
    name: 'find-import-chunks',
    text: `WITH placed AS (
             SELECT row_number, row_number() OVER (ORDER BY row_number) + $3::int AS place FROM lead_import_row WHERE import_id = $1
           ), chunk AS (
             SELECT nth, sum(row_count) OVER (ORDER BY nth) AS until FROM lead_import_chunk WHERE import_id = $1)
           SELECT DISTINCT (SELECT min(nth)::int FROM chunk WHERE until >= place) AS nth FROM placed
           WHERE row_number = ANY ($2::int[]) ORDER BY nth`,
    values: [input.importId, [...input.numbers], input.hasHead ? 1 : 0],
  });
  const wanted = new Set(input.numbers);
  const found = new Map<number, FileRow>();
  for (const { nth } of rows) {
    const chunk = await readRows(db, { importId: input.importId, nth, sealing: input.sealing });
    for (const row of chunk) if (wanted.has(row.number)) found.set(row.number, row);
  }
  return found;
}
