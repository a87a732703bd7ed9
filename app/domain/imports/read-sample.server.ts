import type { Db } from '#app/platform/platform.server.ts';
import type { FileRow } from './import.ts';
import { openImport } from './import-key.server.ts';
import { readRows } from './read-rows.server.ts';

/**
 * The first rows of an import's file, its head among them.
 * @throws Refusal `import_erased`
 */
export async function readSample(db: Db, input: { importId: string; limit: number }): Promise<FileRow[]> {
  const sealing = await openImport(db, db.pool, input.importId);
  return (await readRows(db.pool, { importId: input.importId, nth: 0, sealing })).slice(0, input.limit);
}
