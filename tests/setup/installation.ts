import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Db } from '../../app/platform/platform.server.ts';
import { services } from '../../app/sandbox/emulators.mjs';
import { freePort } from '../../app/sandbox/ports.mjs';
import { type EmbeddedPostgres, startPostgres } from '../../app/sandbox/postgres.mjs';
import { untilAnswers } from '../../app/sandbox/until-answers.mjs';
import { ensureBuilt, ROOT } from './built.ts';

export type Part = 'web' | 'worker' | 'database';

/** The product as it is installed: its own PostgreSQL with fsync on, web and worker as processes of the built code. */
export type Installation = {
  readonly url: string;
  /** With the rights of the database's owner. */
  readonly databaseUrl: string;
  /** The same for another database of this server. */
  readonly urlOf: (database: string) => string;
  /** The domain's own way to the database, in this process; `url` names another database of the server. */
  readonly openDb: (options: {
    maxConnections: number;
    url?: string;
  }) => Promise<{ db: Db; close: () => Promise<void> }>;
  /** SIGKILL, and back when the process is gone. */
  readonly kill9: (part: Part) => Promise<void>;
  /** SIGKILL to one connection's process of web or worker; PostgreSQL then throws all others out and recovers. */
  readonly killBackend: () => Promise<void>;
  /** Starts a part that was killed; web and worker are back when they say that they are ready. */
  readonly restart: (part: Part) => Promise<void>;
  /** Resolves when `/readyz` answers 200; throws at once when web or worker is not there to make it so. */
  readonly untilReady: (limitMs: number) => Promise<void>;
  /** What ended without having been told to, in words. */
  readonly ended: readonly string[];
  readonly stop: () => Promise<void>;
};

type Settings = Record<string, string | number>;

const SERVER_FILES = { web: 'build/server/server.js', worker: 'build/server/worker.js' } as const;
const READY_LIMIT_MS = 60_000;
const READY_POLL_MS = 1_000;
const STOP_LIMIT_MS = 20_000;

/**
 * Installs and starts the product in a folder of the caller's, who removes it afterwards.
 * @param options.settings PostgreSQL's own, as `postgres -c` takes them
 * @param options.env of web and worker, besides what an installation needs
 */
export async function startInstallation(options: {
  folder: string;
  settings?: Settings;
  env?: Record<string, string>;
}): Promise<Installation> {
  await ensureBuilt();
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  const postgresOptions = {
    dir: join(folder, 'postgres'),
    password: randomBytes(12).toString('hex'),
    settings: options.settings ?? {},
  };
  let postgres = await startPostgres(postgresOptions);
  const { url: databaseUrl, urlOf, port: postgresPort } = postgres;
  const outside = await startServices(folder);
  const port: number = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env: Record<string, string> = {
    ...settingsOf(databaseUrl),
    PORT: String(port),
    APP_URL: url,
    DATA_DIR: join(folder, 'data'),
    ...outside.env,
    ...options.env,
  };
  await prepareDatabase(databaseUrl);
  // In this mode `/readyz` waits for the note that `npm start` writes.
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 'data', 'demo.json'), JSON.stringify({ url }));

  const ended: string[] = [];
  const running = new Map<'web' | 'worker', ChildProcess>();

  async function launch(part: 'web' | 'worker'): Promise<void> {
    const child = startChild(join(ROOT, SERVER_FILES[part]), [], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
      logFile: join(folder, `${part}.log`),
    });
    running.set(part, child);
    await readyMessage(child, part);
    child.once('exit', (code, signal) => {
      if (running.get(part) !== child) return;
      running.delete(part);
      ended.push(`${part} ended by itself: ${signal ?? `exit code ${code}`}`);
    });
  }

  async function untilReady(limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const last = await untilAnswers(`${url}/readyz`, Math.min(deadline, Date.now() + READY_POLL_MS));
      if (last === undefined) return;
      if (running.size < 2 || Date.now() > deadline) {
        throw new Error(`not ready within ${limitMs} ms: ${ended.at(-1) ?? last}`);
      }
    }
  }

  const installation: Installation = {
    url,
    databaseUrl,
    urlOf,
    ended,
    async openDb({ maxConnections, url: otherUrl }) {
      const { readEnv } = await import('../../app/platform/env.server.ts');
      const { openPlatform } = await import('../../app/platform/platform.server.ts');
      const settings = readEnv({ ...env, DATABASE_URL: otherUrl ?? databaseUrl, LOG_LEVEL: 'silent' });
      return openPlatform(settings, { name: 'harness', queueRole: 'sender', maxConnections });
    },
    async kill9(part) {
      if (part === 'database') return killPostgres(postgres);
      const child = running.get(part);
      running.delete(part);
      await endChild(child, 'SIGKILL');
    },
    killBackend: () => killBackend(databaseUrl),
    async restart(part) {
      if (part !== 'database') return launch(part);
      postgres = await startPostgres({ ...postgresOptions, port: postgresPort });
    },
    untilReady,
    async stop() {
      const children = [...running.values()];
      running.clear();
      await Promise.all(children.map((child) => endChild(child, 'SIGTERM')));
      await outside.stop();
      await postgres.stop();
    },
  };
  try {
    await Promise.all([launch('web'), launch('worker')]);
    await untilReady(READY_LIMIT_MS);
  } catch (error) {
    await installation.stop();
    throw error;
  }
  return installation;
}

/** PostgreSQL leads a process group of its own, so that a Ctrl-C at the terminal does not reach it. */
export function stopOnSignal(installation: Installation): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => void installation.stop().finally(() => process.exit(130)));
  }
}

const key = () => randomBytes(32).toString('base64');

function settingsOf(databaseUrl: string): Record<string, string> {
  return {
    // Webhooks go to receivers on this machine, which production refuses.
    BIRJA_MODE: 'demo',
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEYS: `k1:${key()}`,
    LOOKUP_KEY: key(),
    SIGNING_KEY: key(),
    SESSION_SECRET: key(),
    ALLOW_PRIVATE_WEBHOOKS: '1',
    CHECK_WAIT_MS: '0',
    LOG_LEVEL: 'warn',
  };
}

/** Migrates a database of the server and seeds what every installation holds. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  const { migrate } = await import('../../prisma/migrate.ts');
  const { seedBasics } = await import('../../prisma/seed/seed.ts');
  await migrate(databaseUrl);
  await seedBasics(databaseUrl);
}

async function startServices(folder: string) {
  const children: ChildProcess[] = [];
  const env: Record<string, string> = {};
  for (const service of services) {
    const child = startChild(join(ROOT, service.file), ['0'], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production' },
      logFile: join(folder, `${service.name}.log`),
    });
    children.push(child);
    const { port } = await readyMessage(child, service.name);
    Object.assign(env, service.env(port));
  }
  return {
    env,
    stop: async () => {
      await Promise.all(children.map((child) => endChild(child, 'SIGTERM')));
    },
  };
}

/** The channel to a child makes it end when this process does, however that ends. */
function startChild(
  file: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; logFile: string },
): ChildProcess {
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    return fork(file, args, {
      cwd: ROOT,
      env: options.env,
      stdio: ['ignore', log, log, 'ipc'],
      execArgv: [],
    });
  } finally {
    closeSync(log);
  }
}

function readyMessage(child: ChildProcess, name: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`${name} did not start: exit code ${code}`));
    child.once('error', reject);
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message as { port: number });
    });
  });
}

async function endChild(child: ChildProcess | undefined, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(timer);
}

async function killPostgres(postgres: EmbeddedPostgres): Promise<void> {
  const gone = new Promise<void>((done) => postgres.onExit(() => done()));
  process.kill(postgres.pid, 'SIGKILL');
  await gone;
}

async function killBackend(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // PostgreSQL ends this connection as well when the killed one is missed.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name ~ '^(web|worker)' AND backend_type = 'client backend'
     ORDER BY state = 'active' DESC, random() LIMIT 1`,
  );
  if (!rows[0]) throw new Error('web and worker hold no connection');
  process.kill(rows[0].pid, 'SIGKILL');
  await client.end().catch(() => undefined);
}
