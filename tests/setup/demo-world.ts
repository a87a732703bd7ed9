import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Env, readEnv } from '#app/platform/env.server.ts';
import { type Db, openPlatform } from '#app/platform/platform.server.ts';
import type { Demo } from './demo.ts';

/** The domain of a running demo, reached past its web process: for what only passing time would bring about. */
export async function openDemoWorld(demo: Demo): Promise<{ db: Db; env: Env; close: () => Promise<void> }> {
  const secrets = JSON.parse(readFileSync(join(demo.dir, 'secrets'), 'utf8')) as Record<string, string>;
  const run = JSON.parse(readFileSync(join(demo.dir, 'run.json'), 'utf8')) as {
    databaseUrl: string;
    variables?: Record<string, string>;
  };
  const env = readEnv({
    ...secrets,
    ...run.variables,
    BIRJA_MODE: 'demo',
    APP_URL: demo.file.url,
    DATABASE_URL: run.databaseUrl,
    DATA_DIR: demo.dir,
    ALLOW_PRIVATE_WEBHOOKS: '1',
    LOG_LEVEL: 'silent',
  });
  const { db, close } = await openPlatform(env, { name: 'test', queueRole: 'sender', maxConnections: 4 });
  return { db, env, close };
}
