import { type KeyRing, sealSecret, unsealSecret } from './crypto.server.ts';
import { type Pool, type Queryable, transact } from './db.server.ts';

type Row = Readonly<Record<string, unknown>>;

/** What lies sealed under the keys of the environment, in a table of its module. Names are ours and never input. */
export type Sealed = {
  readonly table: string;
  /** The columns that name a row. */
  readonly key: readonly string[];
  /** Of those of them that are no text; they are read as PostgreSQL writes them. */
  readonly keyTypes?: Readonly<Record<string, string>>;
  /** The columns to read besides. */
  readonly reads: readonly string[];
  /** SQL: the name of the key that a row is sealed by. Null where it is sealed by none. */
  readonly sealedBy: string;
  /** The columns as they are under the current key of the ring. */
  readonly renew: (ring: KeyRing, row: Row) => Readonly<Record<string, string | Buffer>>;
};

/** A column whose secrets are sealed as they are (`sealSecret`). */
export function sealedSecrets(
  table: string,
  key: readonly string[],
  column: string,
  contextOf: (row: Row) => string,
  keyTypes: Readonly<Record<string, string>> = {},
): Sealed {
  return {
    table,
    key,
    keyTypes,
    reads: [column],
    sealedBy: `sealing_key(${column})`,
    renew: (ring, row) => {
      const context = contextOf(row);
      return { [column]: sealSecret(ring, unsealSecret(ring, row[column] as Buffer, context), context) };
    },
  };
}

const ROWS_AT_ONCE = 500;

export type Progress = { readonly renewed: number; readonly unreadable: number };

/**
 * Seals what lies under other keys than the current one anew, 500 rows a transaction. It may be ended at any moment and begun
 * again, and run beside itself: a row that another holds is passed over and counted by `countSealed` if it stays behind.
 * @param onBatch told after each transaction how many rows there were so far
 */
export async function reseal(
  pool: Pool,
  ring: KeyRing,
  sealed: Sealed,
  onBatch: (progress: Progress) => void,
): Promise<Progress> {
  let progress: Progress = { renewed: 0, unreadable: 0 };
  let last: readonly string[] | null = null;
  do {
    const batch = await resealBatch(pool, ring, sealed, last);
    progress = {
      renewed: progress.renewed + batch.renewed,
      unreadable: progress.unreadable + batch.unreadable,
    };
    last = batch.last;
    if (last) onBatch(progress);
  } while (last);
  return progress;
}

async function resealBatch(
  pool: Pool,
  ring: KeyRing,
  sealed: Sealed,
  last: readonly string[] | null,
): Promise<Progress & { last: readonly string[] | null }> {
  const { table, key, reads, sealedBy } = sealed;
  const keys = key.join(', ');
  return transact(pool, async (tx) => {
    await tx.query(`SELECT set_config('birja.rotates_keys', 'yes', true)`);
    const { rows } = await tx.query<Row>(
      `SELECT ${[...key.map((column) => `${column}::text AS ${column}`), ...reads].join(', ')} FROM ${table}
       WHERE ${sealedBy} <> $1 ${last ? `AND (${keys}) > (${key.map((_, nth) => `$${nth + 2}`).join(', ')})` : ''}
       ORDER BY ${keys} LIMIT ${ROWS_AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED`,
      [ring.current, ...(last ?? [])],
    );
    const renewed = rows.flatMap((row) => {
      const columns = renewOrNull(ring, sealed, row);
      return columns ? [{ row, columns }] : [];
    });
    await write(tx, sealed, renewed);
    const end = rows.at(-1);
    return {
      renewed: renewed.length,
      unreadable: rows.length - renewed.length,
      last: end ? key.map((column) => String(end[column])) : null,
    };
  });
}

/** Null for what cannot be opened: its key is not in the ring, or it was damaged. It must not hold up the others. */
function renewOrNull(ring: KeyRing, sealed: Sealed, row: Row) {
  try {
    return sealed.renew(ring, row);
  } catch {
    return null;
  }
}

async function write(
  tx: Queryable,
  { table, key, keyTypes = {} }: Sealed,
  renewed: readonly { row: Row; columns: Readonly<Record<string, string | Buffer>> }[],
): Promise<void> {
  const [first] = renewed;
  if (!first) return;
  const given = Object.entries(first.columns);
  const read = ([column, value]: [string, string | Buffer]) =>
    `${column} = ${typeof value === 'string' ? `n.${column}` : `decode(n.${column}, 'base64')`}`;
  const names = [...key, ...given.map(([column]) => column)];
  await tx.query(
    `UPDATE ${table} t SET ${given.map(read).join(', ')}
     FROM json_to_recordset($1) AS n (${names.map((name) => `${name} ${keyTypes[name] ?? 'text'}`).join(', ')})
     WHERE ${key.map((column) => `t.${column} = n.${column}`).join(' AND ')}`,
    [
      JSON.stringify(
        renewed.map(({ row, columns }) => ({
          ...Object.fromEntries(key.map((column) => [column, row[column]])),
          ...Object.fromEntries(
            Object.entries(columns).map(([column, value]) => [
              column,
              typeof value === 'string' ? value : value.toString('base64'),
            ]),
          ),
        })),
      ),
    ],
  );
}

/** How many rows lie under which key. */
export async function countSealed(db: Queryable, { table, sealedBy }: Sealed): Promise<Map<string, number>> {
  const { rows } = await db.query<{ name: string; count: number }>(
    `SELECT ${sealedBy} AS name, count(*)::int AS count FROM ${table} WHERE ${sealedBy} IS NOT NULL GROUP BY 1`,
  );
  return new Map(rows.map(({ name, count }) => [name, count]));
}
