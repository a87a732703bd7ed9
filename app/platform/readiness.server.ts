import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './env.server.ts';
import type { Db } from './platform.server.ts';
import { QUEUE_SCHEMA } from './queue.server.ts';

const HEARTBEAT_LIMIT_S = 20;

/** What a process needs before it can serve, by name, each true or false. */
export async function readiness(
  db: Db,
  env: Env,
  migrations: readonly string[],
): Promise<Record<string, boolean>> {
  const answers = await askDatabase(db, migrations).catch(() => ({
    database: false,
    migrations: false,
    queue: false,
    worker: false,
  }));
  if (env.BIRJA_MODE !== 'demo') return answers;
  return { ...answers, demo: existsSync(join(env.DATA_DIR, 'demo.json')) };
}

async function askDatabase(db: Db, migrations: readonly string[]) {
  const { rows } = await db.pool.query<{ applied: string[]; queue: boolean; worker: boolean }>(
    `SELECT (SELECT array_agg(migration_name::text) FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS applied,
       EXISTS (SELECT FROM ${QUEUE_SCHEMA}.queue) AS queue,
       EXISTS (SELECT FROM ${QUEUE_SCHEMA}.instance
         WHERE supervise AND stopped_on IS NULL AND heartbeat_on > now() - make_interval(secs => $1)) AS worker`,
    [HEARTBEAT_LIMIT_S],
  );
  const applied = new Set(rows[0]?.applied ?? []);
  return {
    database: true,
    migrations: migrations.every((name) => applied.has(name)),
    queue: rows[0]?.queue ?? false,
    worker: rows[0]?.worker ?? false,
  };
}
