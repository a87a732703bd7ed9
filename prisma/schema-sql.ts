import { readdirSync, readFileSync } from 'node:fs';
import { SchemaEngine } from '@prisma/schema-engine-wasm';

const FOLDER = new URL('./schema/', import.meta.url);

/** The engine wants a connection before it compares two schema files; it only sets the
 * session up and asks for the server's version. */
function noDatabase() {
  const done = <T>(value: T) => ({
    ok: true,
    value,
    map: () => done(value),
    flatMap: () => done(value),
  });
  const connection = {
    provider: 'postgres',
    adapterName: 'none',
    queryRaw: async () => done({ columnNames: ['version'], columnTypes: [7], rows: [['PostgreSQL 18.0']] }),
    getConnectionInfo: () => done({ schemaName: 'public', supportsRelationJoins: true }),
    executeRaw: async () => done(0),
    executeScript: async () => done(undefined),
    dispose: async () => done(undefined),
  };
  return {
    provider: 'postgres',
    adapterName: 'none',
    errorRegistry: { consumeError: () => undefined },
    connect: async () => done(connection),
    connectToShadowDb: async () => done(connection),
  };
}

/** The schema files as they stand, in the order Prisma reads them. */
export function schemaFiles(): { path: string; content: string }[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: name, content: readFileSync(new URL(name, FOLDER), 'utf8') }));
}

/**
 * The SQL that leads from one state of the schema files to another, without a database.
 * @param from schema files to start from; none means an empty database
 */
export async function schemaSql(
  from: { path: string; content: string }[] | null,
  to: { path: string; content: string }[],
): Promise<string> {
  const engine = await SchemaEngine.new(
    { datamodels: to.map(({ path, content }) => [path, content] as [string, string]) },
    () => undefined,
    noDatabase(),
  );
  const result = await engine.diff({
    from: from ? { tag: 'schemaDatamodel', files: from } : { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: to },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  engine.free();
  return result.stdout ?? '';
}
