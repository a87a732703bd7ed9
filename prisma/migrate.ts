import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { EnvError, readDatabaseUrl } from '#app/platform/env.server.ts';
import { runCommand } from '#app/platform/explain-failure.server.ts';
import { deadLetterOf } from '#app/platform/job-kind.ts';
import { openQueue, QUEUE_SCHEMA } from '#app/platform/queue.server.ts';
import { startWords } from '#app/words/en/start.ts';
import { JOBS } from '#jobs/catalogue.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
/** Of the advisory lock that lets one process migrate at a time. */
const LOCK = 7_201_811;

/** Prisma's own table, with its columns and checksums, so that `prisma migrate deploy` and `status` agree with ours. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** The shortest that the queue allows. */
const HEARTBEAT_SECONDS = 10;

type Migration = { name: string; sql: string; checksum: string };

function readMigrations(): Migration[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(`${name}/migration.sql`, FOLDER), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the database to this version: the migrations not yet applied, each in a transaction of its own, then the
 * queue and the rights of the application's role. Safe to repeat and to run twice at once.
 * @throws EnvError when an applied migration was changed, is unknown here, or fails
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(CREATE_TABLE);
    await applyMissing(client);
    await createQueues(url);
    await grantQueue(client);
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const migrations = readMigrations();
  for (const name of applied.keys()) {
    if (!migrations.some((migration) => migration.name === name))
      throw new EnvError(startWords.migrationUnknown(name));
  }
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum === undefined) await apply(client, migration);
    else if (checksum !== migration.checksum) throw new EnvError(startWords.migrationChanged(migration.name));
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new EnvError(startWords.migrationFailed(name, (error as Error).message));
  }
}

/** A queue for every kind of job and, beside it, one for those that could not be done. */
async function createQueues(url: string): Promise<void> {
  const queue = openQueue({ url, role: 'owner', name: 'migrate', onError: () => undefined });
  await queue.start();
  try {
    const existing = new Set((await queue.getQueues()).map((one) => one.name));
    for (const kind of JOBS) {
      const settings = {
        retryLimit: kind.retryLimit,
        retryDelay: kind.retryDelaySeconds,
        retryBackoff: true,
        retryDelayMax: 300,
        expireInSeconds: kind.expireSeconds,
        deleteAfterSeconds: 3_600,
        notify: true,
        // A worker that dies is missed after this, whatever its jobs may take.
        heartbeatSeconds: HEARTBEAT_SECONDS,
      };
      const dead = deadLetterOf(kind);
      if (!existing.has(dead))
        await queue.createQueue(dead, { deleteAfterSeconds: 0, retentionSeconds: 31_536_000 });
      if (existing.has(kind.name)) await queue.updateQueue(kind.name, { ...settings, deadLetter: dead });
      else await queue.createQueue(kind.name, { ...settings, deadLetter: dead });
    }
  } finally {
    await queue.stop({ graceful: false, close: true });
  }
}

async function grantQueue(client: pg.Client): Promise<void> {
  await client.query(`
    GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO birja_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO birja_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO birja_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO birja_app;
    GRANT SELECT ON _prisma_migrations TO birja_app;`);
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  // Temporary tables are nothing the application needs, and something to hang triggers on.
  await client.query(`REVOKE TEMPORARY ON DATABASE ${pg.escapeIdentifier(rows[0]?.name ?? '')} FROM PUBLIC`);
}

if (import.meta.main) await runCommand(() => migrate(readDatabaseUrl()));
