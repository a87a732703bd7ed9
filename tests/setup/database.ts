import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../app/sandbox/postgres.mjs';
import { migrate } from '../../prisma/migrate.ts';
import { seedBasics } from '../../prisma/seed/seed.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's own database; every test file makes one of its own from the template. */
    serverUrl: string;
    templateDatabase: string;
    dnsServer: string;
  }
}

const TEMPLATE = 'birja_template';

/** One PostgreSQL with a migrated and seeded template, and the emulated DNS, for all test files of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'birja-test-'));
  const server = await startPostgres({
    dir: join(folder, 'postgres'),
    password: 'test',
    settings: { max_connections: 200, fsync: 'off', shared_buffers: '128MB' },
  });
  await inDatabase(server.url, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(server.urlOf(TEMPLATE));
  await seedBasics(server.urlOf(TEMPLATE));
  const dns = await startDns();
  project.provide('serverUrl', server.url);
  project.provide('templateDatabase', TEMPLATE);
  project.provide('dnsServer', dns.address);
  return async () => {
    dns.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function inDatabase(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function startDns(): Promise<{ address: string; stop: () => void }> {
  const child = fork(new URL('../../app/sandbox/dns-server.mjs', import.meta.url), ['0']);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('message', ({ port }: { port: number }) =>
      resolve({ address: `127.0.0.1:${port}`, stop: () => child.kill() }),
    );
  });
}
