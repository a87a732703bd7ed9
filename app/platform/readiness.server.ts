import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '#app/kernel/time.ts';
import type { Env } from './env.server.ts';
import type { Db } from './platform.server.ts';
import { QUEUE_SCHEMA } from './queue.server.ts';

const HEARTBEAT_LIMIT_S = 20;
const ANSWER_LIMIT_MS = 2_000;
const NOTHING = { database: false, migrations: false, queue: false, worker: false };

/** What a process needs before it can serve, by name, each true or false. */
export async function readiness(
  db: Db,
  env: Env,
  migrations: readonly string[],
): Promise<Record<string, boolean>> {
  const answers = await Promise.race([
    askDatabase(db, migrations),
    pause(ANSWER_LIMIT_MS).then(() => NOTHING),
  ]).catch(() => NOTHING);
  if (env.BIRJA_MODE !== 'demo') return answers;
  return { ...answers, demo: existsSync(join(env.DATA_DIR, 'demo.json')) };
}

async function askDatabase(db: Db, migrations: readonly string[]) {
  await db.pool.query('SELECT 1');
  const { rows: found } = await db.pool.query<{ noted: boolean; queue: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS noted, to_regclass('${QUEUE_SCHEMA}.instance') IS NOT NULL AS queue`,
  );
  const noted = found[0]?.noted ? await readApplied(db) : new Set<string>();
  const queue = found[0]?.queue ?? false;
  return {
    database: true,
    migrations: migrations.every((name) => noted.has(name)),
    queue,
    worker: queue && (await hasWorker(db)),
  };
}

async function readApplied(db: Db): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return new Set(rows.map((row) => row.name));
}

async function hasWorker(db: Db): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `SELECT FROM ${QUEUE_SCHEMA}.instance
     WHERE supervise AND stopped_on IS NULL AND heartbeat_on > now() - make_interval(secs => $1) LIMIT 1`,
    [HEARTBEAT_LIMIT_S],
  );
  return rowCount === 1;
}
