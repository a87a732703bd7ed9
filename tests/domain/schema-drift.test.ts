import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { schemaFiles, schemaSql } from '#prisma/schema-sql.ts';

/**
 * Checks, triggers, functions, rights, partial indexes, and what an index holds beside its key are beyond Prisma's schema files and
 * are not compared.
 */
const SCHEMAS = ['public', 'vault'];

/** The table in which the applied migrations are noted. */
const OF_THE_MIGRATOR = '_prisma_migrations';

/** One line for everything of a kind that a database holds. */
const CATALOGUE = {
  columns: `
    SELECT format('%s.%s.%s %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
      CASE a.attidentity WHEN '' THEN '' ELSE ' IDENTITY ' || a.attidentity::text END,
      CASE WHEN d.adbin IS NULL THEN ''
        ELSE (CASE a.attgenerated WHEN '' THEN ' DEFAULT ' ELSE ' GENERATED ' END) || pg_get_expr(d.adbin, d.adrelid) END) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname = ANY ($1) AND c.relname <> $2`,
  'primary keys': constraints("k.contype = 'p'"),
  'foreign keys': constraints("k.contype = 'f'"),
  // Prisma says of a column or a pair that it is unique by an index, a migration may say it by a constraint: both make this index.
  'unique keys': indexes('i.indisunique AND NOT i.indisprimary'),
  indexes: indexes('NOT i.indisunique'),
} as const;

function constraints(which: string): string {
  return `
    SELECT format('%s.%s %s %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${which} AND n.nspname = ANY ($1) AND c.relname <> $2`;
}

function indexes(which: string): string {
  return `
    SELECT regexp_replace(pg_get_indexdef(i.indexrelid), ' INCLUDE \\([^)]*\\)$', '') AS line
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${which} AND i.indpred IS NULL AND n.nspname = ANY ($1) AND c.relname <> $2`;
}

type Kind = keyof typeof CATALOGUE;
const KINDS = Object.keys(CATALOGUE) as Kind[];

let migrated: pg.Client;
let declared: pg.Client;

beforeAll(async () => {
  migrated = await openDatabase(inject('templateDatabase'));
  declared = await openDatabase('template0');
  await declared.query(await schemaSql(null, schemaFiles()));
});

afterAll(async () => {
  await closeDatabase(migrated);
  await closeDatabase(declared);
});

describe('migrations and schema files', () => {
  it.each(KINDS)('say the same of %s', async (kind) => {
    const [actual, expected] = [await linesOf(migrated, kind), await linesOf(declared, kind)];
    expect(actual.length).toBeGreaterThan(5);
    expect(difference(actual, expected)).toEqual({ migrationsOnly: [], schemaOnly: [] });
  });

  it('are told apart by one column, key or index', async () => {
    const changes: [Kind, string][] = [
      ['columns', 'ALTER TABLE sale ALTER COLUMN quote DROP NOT NULL'],
      ['columns', 'ALTER TABLE standing_order ALTER COLUMN hour_count SET DEFAULT 1'],
      ['primary keys', 'ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_pkey'],
      ['foreign keys', 'ALTER TABLE sale DROP CONSTRAINT sale_lead_id_fkey'],
      ['unique keys', 'DROP INDEX transfer_key_key'],
      ['indexes', 'DROP INDEX lead_offer_id_idx'],
    ];
    for (const [kind, sql] of changes) {
      await migrated.query('BEGIN');
      await migrated.query(sql);
      const changed = await linesOf(migrated, kind);
      await migrated.query('ROLLBACK');
      const { migrationsOnly, schemaOnly } = difference(changed, await linesOf(declared, kind));
      expect([...migrationsOnly, ...schemaOnly].length, sql).toBeGreaterThan(0);
    }
  });
});

type Difference = { migrationsOnly: string[]; schemaOnly: string[] };

function difference(actual: readonly string[], expected: readonly string[]): Difference {
  return {
    migrationsOnly: actual.filter((line) => !expected.includes(line)),
    schemaOnly: expected.filter((line) => !actual.includes(line)),
  };
}

async function linesOf(client: pg.Client, kind: Kind): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(CATALOGUE[kind], [SCHEMAS, OF_THE_MIGRATOR]);
  return rows.map(({ line }) => line).sort();
}

async function openDatabase(template: string): Promise<pg.Client> {
  const name = `drift_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = Object.assign(new URL(inject('serverUrl')), { pathname: `/${name}` });
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return client;
}

async function closeDatabase(client: pg.Client): Promise<void> {
  const { database } = client;
  await client.end();
  await onServer(`DROP DATABASE ${database} WITH (FORCE)`);
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  await client.query(sql);
  await client.end();
}
