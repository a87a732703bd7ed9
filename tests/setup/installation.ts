import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Db } from '../../app/platform/platform.server.ts';
import { services } from '../../app/sandbox/emulators.mjs';
import { nodeFlags, nodeVariables } from '../../app/sandbox/node-flags.mjs';
import { freePort } from '../../app/sandbox/ports.mjs';
import { type EmbeddedPostgres, startPostgres } from '../../app/sandbox/postgres.mjs';
import { identityOf, isAlive, signal, waitUntilGone } from '../../app/sandbox/process-identity.mjs';
import { untilAnswers } from '../../app/sandbox/until-answers.mjs';
import { ensureBuilt, ROOT } from './built.ts';
import { type StripeControls, stripeControls } from './stripe.ts';

export type Part = 'web' | 'worker' | 'database' | 'stripe';

/** The product as it is installed: its own PostgreSQL with fsync on, web and worker as processes of the built code. */
export type Installation = {
  readonly url: string;
  /** With the rights of the database's owner. */
  readonly databaseUrl: string;
  /** The Stripe that web and worker talk to, a process of its own like them. */
  readonly stripe: StripeControls;
  /** The same for another database of this server. */
  readonly urlOf: (database: string) => string;
  /** The domain's own way to the database, in this process; `url` names another database of the server. */
  readonly openDb: (options: {
    maxConnections: number;
    url?: string;
  }) => Promise<{ db: Db; close: () => Promise<void> }>;
  /** SIGKILL, and back when the process is gone. */
  readonly kill9: (part: Part) => Promise<void>;
  /** The process that a part runs as; undefined while it does not. */
  readonly pidOf: (part: 'web' | 'worker') => number | undefined;
  /** SIGKILL to one connection's process of web or worker; PostgreSQL then throws all others out and recovers. */
  readonly killBackend: () => Promise<void>;
  /** Starts a part that was killed; all but the database are back when they say that they are ready. */
  readonly restart: (part: Part) => Promise<void>;
  /** Resolves when `/readyz` answers 200; throws at once when web or worker is not there to make it so. */
  readonly untilReady: (limitMs: number) => Promise<void>;
  /** What ended without having been told to, in words. */
  readonly ended: readonly string[];
  readonly stop: () => Promise<void>;
};

type Settings = Record<string, string | number>;

const PARTS = {
  web: { script: 'serve', file: 'build/server/server.js' },
  worker: { script: 'work', file: 'build/server/worker.js' },
} as const;
const READY_LIMIT_MS = 60_000;
const READY_POLL_MS = 1_000;
const STOP_LIMIT_MS = 20_000;

/**
 * Installs and starts the product in a folder of the caller's, who removes it afterwards. A folder in which it was
 * installed before is gone on with: the same database, keys and address, however the last run ended.
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
  await endLeftovers(folder);
  const kept = await keptSettings(folder);
  const postgresOptions = {
    dir: join(folder, 'postgres'),
    password: kept.databasePassword,
    settings: options.settings ?? {},
  };
  let postgres = await startPostgres(postgresOptions);
  const { url: databaseUrl, urlOf, port: postgresPort } = postgres;
  const { port } = kept;
  const url = `http://127.0.0.1:${port}`;
  const own = { PORT: String(port), DATA_DIR: join(folder, 'data') };
  const ended: string[] = [];
  const outside = await startServices(folder, own, ended);
  const env: Record<string, string> = {
    ...settingsOf(databaseUrl),
    ...kept.keys,
    ...own,
    APP_URL: url,
    ...outside.env,
    ...options.env,
  };
  await prepareDatabase(databaseUrl);
  // In this mode `/readyz` waits for the note that `npm start` writes.
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 'data', 'demo.json'), JSON.stringify({ url }));

  const running = new Map<'web' | 'worker', ChildProcess>();

  async function launch(part: 'web' | 'worker'): Promise<void> {
    const { script, file } = PARTS[part];
    const child = startChild(join(ROOT, file), [], {
      flags: nodeFlags(ROOT, script),
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...nodeVariables(ROOT, script), ...env },
      folder,
      name: part,
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
    stripe: stripeControls(outside.env),
    ended,
    async openDb({ maxConnections, url: otherUrl }) {
      const { readEnv } = await import('../../app/platform/env.server.ts');
      const { openPlatform } = await import('../../app/platform/platform.server.ts');
      const settings = readEnv({ ...env, DATABASE_URL: otherUrl ?? databaseUrl, LOG_LEVEL: 'silent' });
      return openPlatform(settings, { name: 'harness', queueRole: 'sender', maxConnections });
    },
    async kill9(part) {
      if (part === 'database') return killPostgres(postgres);
      if (part === 'stripe') return outside.kill9('stripe');
      const child = running.get(part);
      running.delete(part);
      await endChild(child, 'SIGKILL');
    },
    pidOf: (part) => running.get(part)?.pid,
    killBackend: () => killBackend(databaseUrl),
    async restart(part) {
      if (part === 'stripe') return outside.launch('stripe');
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

/** What an installation keeps from its first start to its last. */
type Kept = {
  readonly databasePassword: string;
  readonly port: number;
  readonly keys: Readonly<Record<string, string>>;
};

const key = () => randomBytes(32).toString('base64');

async function keptSettings(folder: string): Promise<Kept> {
  const file = join(folder, 'installation.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  const made: Kept = {
    databasePassword: randomBytes(12).toString('hex'),
    port: await freePort(),
    keys: { ENCRYPTION_KEYS: `k1:${key()}`, LOOKUP_KEY: key(), SIGNING_KEY: key(), SESSION_SECRET: key() },
  };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function settingsOf(databaseUrl: string): Record<string, string> {
  return {
    // Webhooks go to receivers on this machine, which production refuses.
    BIRJA_MODE: 'demo',
    DATABASE_URL: databaseUrl,
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

/** What stands in for the world outside. One that is launched again is found at the same port. */
async function startServices(folder: string, own: Record<string, string>, ended: string[]) {
  const running = new Map<string, ChildProcess>();
  const ports = new Map<string, number>();

  async function launch(name: string) {
    const service = services.find((one) => one.name === name);
    if (!service) throw new Error(`there is no service called ${name}`);
    const child = startChild(join(ROOT, service.file), [String(ports.get(name) ?? 0)], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...own },
      folder,
      name,
    });
    running.set(name, child);
    const ready = await readyMessage(child, name);
    ports.set(name, ready.port);
    child.once('exit', (code, signal) => {
      if (running.get(name) !== child) return;
      running.delete(name);
      ended.push(`${name} ended by itself: ${signal ?? `exit code ${code}`}`);
    });
    return service.env(ready.port, ready.env ?? {});
  }

  const env: Record<string, string> = {};
  for (const { name } of services) Object.assign(env, await launch(name));
  return {
    env,
    launch: async (name: string) => void (await launch(name)),
    async kill9(name: string) {
      const child = running.get(name);
      running.delete(name);
      await endChild(child, 'SIGKILL');
    },
    async stop() {
      const children = [...running.values()];
      running.clear();
      await Promise.all(children.map((child) => endChild(child, 'SIGTERM')));
    },
  };
}

/** The channel to a child makes it end when this process does, however that ends. */
function startChild(
  file: string,
  args: string[],
  options: { flags?: string[]; env: NodeJS.ProcessEnv; folder: string; name: string },
): ChildProcess {
  const log = openSync(join(options.folder, `${options.name}.log`), 'a', 0o600);
  try {
    const child = fork(file, args, {
      cwd: ROOT,
      env: options.env,
      stdio: ['ignore', log, log, 'ipc'],
      execArgv: options.flags ?? [],
    });
    const { pid } = child;
    if (pid !== undefined) {
      const note: Leftover = { pid, identity: identityOf(pid) };
      appendFileSync(join(options.folder, CHILDREN_FILE), `${JSON.stringify(note)}\n`);
    }
    return child;
  } finally {
    closeSync(log);
  }
}

type Leftover = { readonly pid: number; readonly identity: string | undefined };

const CHILDREN_FILE = 'children.jsonl';
const LEFTOVER_LIMIT_MS = 10_000;

/** Who started them was killed, and they end by themselves; two at the same files must not be. */
async function endLeftovers(folder: string): Promise<void> {
  const file = join(folder, CHILDREN_FILE);
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  for (const { pid, identity } of lines.map((line) => JSON.parse(line) as Leftover)) {
    if (!isAlive(pid, identity)) continue;
    signal(pid, 'SIGKILL');
    await waitUntilGone(pid, identity, LEFTOVER_LIMIT_MS);
  }
  rmSync(file);
}

type Ready = { readonly port: number; readonly env?: Record<string, string> };

function readyMessage(child: ChildProcess, name: string): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`${name} did not start: exit code ${code}`));
    child.once('error', reject);
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message as Ready);
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
