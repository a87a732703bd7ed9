import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { LeadImport } from './import.ts';
import { ABOUT, openImport } from './import-key.server.ts';
import { type ImportRow, toImport } from './import-row.ts';

/** An organisation's imports, newest first, at most `limit`. Uploads that broke off are none. */
export async function readImports(
  db: Db,
  input: { organisationId: string; limit: number },
): Promise<LeadImport[]> {
  const { rows } = await db.pool.query<ImportRow>({
    name: 'read-imports',
    text: `SELECT * FROM lead_import WHERE organisation_id = $1 AND (format IS NOT NULL OR status = 'uploading')
           ORDER BY id DESC LIMIT $2`,
    values: [input.organisationId, input.limit],
  });
  return Promise.all(rows.map((row) => withAbout(db, row)));
}

/** One import of the organisation, or null. */
export async function readImport(
  db: Db,
  input: { organisationId: string; importId: string },
): Promise<LeadImport | null> {
  const { rows } = await db.pool.query<ImportRow>({
    name: 'read-import',
    text: 'SELECT * FROM lead_import WHERE id = $1 AND organisation_id = $2',
    values: [input.importId, input.organisationId],
  });
  return rows[0] ? withAbout(db, rows[0]) : null;
}

async function withAbout(db: Db, row: ImportRow): Promise<LeadImport> {
  if (!row.sealed_about) return toImport(row, null);
  const sealing = await openImport(db, db.pool, row.id).catch((error: unknown) => {
    // It was erased a moment after its row was read.
    if (error instanceof Refusal) return null;
    throw error;
  });
  return toImport(row, sealing && JSON.parse(sealing.unseal(ABOUT, row.sealed_about).toString()));
}
