import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { ServerBuild } from '@remix-run/node';
import pg from 'pg';
import { inject } from 'vitest';
import { createServer } from '#app/create-server.ts';
import { openSettledSignal } from '#app/domain/leads/settled-signal.server.ts';
import { type Env, readEnv } from '#app/platform/env.server.ts';
import { type Db, openPlatform } from '#app/platform/platform.server.ts';
import { startWork } from '#jobs/start-work.ts';

export type World = {
  readonly env: Env;
  readonly db: Db;
  /** The owner of the database, past the rights of the application's role. */
  readonly owner: pg.Pool;
  readonly databaseUrl: string;
  readonly close: () => Promise<void>;
};

const key = () => randomBytes(32).toString('base64');

/** Settings as an installation has them, with keys of its own. */
export function testEnv(databaseUrl: string, more: Record<string, string> = {}) {
  return readEnv({
    // Webhooks go to receivers on this machine, which production refuses.
    BIRJA_MODE: 'demo',
    APP_URL: 'http://localhost:3000',
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEYS: `k1:${key()}`,
    LOOKUP_KEY: key(),
    SIGNING_KEY: key(),
    SESSION_SECRET: key(),
    ALLOW_PRIVATE_WEBHOOKS: '1',
    CHECK_WAIT_MS: '0',
    DNS_SERVERS: inject('dnsServer'),
    LOG_LEVEL: 'silent',
    ...more,
  });
}

/** A database of the caller's own, migrated and seeded, with the queue that goes with it. */
export async function openWorld(
  options: { role?: 'sender' | 'worker'; env?: Readonly<Record<string, string>> } = {},
): Promise<World> {
  const server = new URL(inject('serverUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${inject('templateDatabase')}`);
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const env = testEnv(databaseUrl, options.env);
  const { db, close } = await openPlatform(env, {
    name: 'test',
    queueRole: options.role ?? 'sender',
    maxConnections: 24,
  });
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  // The database is dropped under connections that are still closing.
  owner.on('connect', (client) => client.on('error', () => undefined));
  owner.on('error', () => undefined);
  return {
    env,
    db,
    owner,
    databaseUrl,
    async close() {
      await close();
      await owner.end();
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** What the bundler would leave of an application without pages. */
const NO_PAGES = {
  entry: { module: { default: () => new Response('') } },
  routes: {},
  assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '1' },
  assetsBuildDirectory: '',
  basename: '/',
  publicPath: '/',
  future: {},
  isSpaMode: false,
} as unknown as ServerBuild;

/** Serves the API over HTTP on a free port and works the jobs, as web and worker do. */
export async function serve(
  world: World,
  options: { works?: boolean; port?: number; keylessRatePerSecond?: number } = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  const signal = openSettledSignal(world.databaseUrl, world.db.log);
  const app = await createServer({
    env: world.env,
    db: world.db,
    settled: signal.settled,
    keylessRatePerSecond: options.keylessRatePerSecond ?? 100_000,
    pages: { build: NO_PAGES, files: null, embedScript: null },
  });
  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  if (options.works ?? true) {
    await startWork(world.db.queue, {
      db: world.db,
      now: () => new Date(),
      checkWaitMs: 0,
      allowPrivateWebhooks: true,
    });
  }
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    async stop() {
      await app.close();
      await signal.close();
    },
  };
}

/** Asks again until the answer is there; what is awaited is a condition, not a time. */
export async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`did not happen within 15 s: ${what}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
