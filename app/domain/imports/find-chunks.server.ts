import type { Queryable } from '#app/platform/db.server.ts';

/**
 * In which chunks of an import rows lie that were worked off, by their numbers, in the order of the file.
 * @param input.hasHead whether the file's first row is its head, which is no row of the import
 */
export async function findChunks(
  db: Queryable,
  input: { importId: string; numbers: readonly number[]; hasHead: boolean },
): Promise<number[]> {
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
  return rows.flatMap(({ nth }) => nth ?? []);
}
