import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import pg from 'pg';
import { inject } from 'vitest';
import { HTTP_OPTIONS, mountApi } from '#app/api/mount.server.ts';
import { openIntake } from '#app/domain/leads/open-intake.server.ts';
import { openSettledSignal } from '#app/domain/leads/settled-signal.server.ts';
import { readEnv } from '#app/platform/env.server.ts';
import { type Db, openPlatform } from '#app/platform/platform.server.ts';
import { startWork } from '#jobs/start-work.ts';

export type World = {
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
export async function openWorld(options: { role?: 'sender' | 'worker' } = {}): Promise<World> {
  const server = new URL(inject('serverUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${inject('templateDatabase')}`);
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const { db, close } = await openPlatform(testEnv(databaseUrl), {
    name: 'test',
    queueRole: options.role ?? 'sender',
    maxConnections: 24,
  });
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  // The database is dropped under connections that are still closing.
  owner.on('connect', (client) => client.on('error', () => undefined));
  return {
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

/** Serves the API over HTTP on a free port and works the jobs, as web and worker do. */
export async function serve(
  world: World,
  options: { works?: boolean } = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  const app = Fastify({ ...HTTP_OPTIONS, forceCloseConnections: true });
  const signal = openSettledSignal(world.databaseUrl, world.db.log);
  const takeLead = openIntake(world.db);
  await mountApi(app, {
    appUrl: 'http://localhost:3000',
    keylessRatePerSecond: 100_000,
    context: (request, principal) => ({
      db: world.db,
      now: new Date(),
      actor: principal ? `key:${principal.keyId}` : 'anyone',
      origin: `api:${request.id}`,
      allowPrivateWebhooks: true,
      takeLead,
      settled: signal.settled,
    }),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
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
