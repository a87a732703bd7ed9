import { Refusal } from '#app/kernel/refusal.ts';
import { seal, unseal, unwrapDataKey } from '#app/platform/crypto.server.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Seals and opens what an import holds. Each part names itself, so that none can be passed off as another. */
export type ImportSeal = {
  readonly seal: (part: string, plain: Buffer) => Buffer;
  readonly unseal: (part: string, sealed: Buffer) => Buffer;
};

/** What seals under a data key that is in hand. */
export function sealUnder(key: Buffer, importId: string): ImportSeal {
  return {
    seal: (part, plain) => seal(key, plain, `${importId}:${part}`),
    unseal: (part, sealed) => unseal(key, sealed, `${importId}:${part}`),
  };
}

/** @throws Refusal `import_erased` when the key is gone */
export async function openImport(db: Db, tx: Queryable, importId: string): Promise<ImportSeal> {
  const { rows } = await tx.query<{ wrapped_by: string; wrapped_key: Buffer }>({
    name: 'read-import-key',
    text: 'SELECT wrapped_by, wrapped_key FROM vault.import_key WHERE import_id = $1',
    values: [importId],
  });
  const [row] = rows;
  if (!row) throw new Refusal('import_erased');
  const wrapped = { wrappedBy: row.wrapped_by, wrappedKey: row.wrapped_key };
  return sealUnder(unwrapDataKey(db.keys.encryption, wrapped, importId), importId);
}

export const ABOUT = 'about';
/** The part that a piece of the file is. */
export const pieceOf = (nth: number): string => `piece:${nth}`;
/** The part that a chunk of rows is. */
export const chunkOf = (nth: number): string => `chunk:${nth}`;
