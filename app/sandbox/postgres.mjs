import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeOwnFolder, openForPostgres } from './data-dir.mjs';
import { endOf, tailOf } from './logs.mjs';
import { freePort } from './ports.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { initialise } from './postgres-init.mjs';
import { stopLeftover } from './postgres-leftover.mjs';
import { identityOf, isAlive, signal, waitUntilGone } from './process-identity.mjs';
import { Sentence } from './sentence.mjs';
import { assertReachable, userForPostgres } from './unprivileged.mjs';
import { words } from './words.mjs';

const START_TIMEOUT_MS = 60_000;
// Processes of a killed server go once they look up from their work; a free port may be taken before it is used.
const RETRY_FOR_MS = 20_000;
const WORTH_RETRYING = /shared memory block|already in use/i;

/**
 * Starts the embedded PostgreSQL on a data directory, made on first use, and the one database in it. Listens on
 * 127.0.0.1 only; fsync stays on. `settings` are PostgreSQL's own, as `postgres -c` takes them. `port` is a free one
 * unless given.
 *
 * Under root the server runs as an unprivileged user, since PostgreSQL refuses root.
 */
export async function startPostgres({
  dir: givenDir,
  password,
  superuser = 'birja',
  database = 'birja',
  port: givenPort,
  settings = {},
  logFile: givenLogFile,
}) {
  const dir = resolve(givenDir);
  const logFile = givenLogFile ?? `${dir}.log`;
  const binaries = await postgresBinaries();
  makeOwnFolder(dirname(dir));
  openForPostgres(dirname(dir));
  const user = userForPostgres(dir);
  assertReachable(user, [binaries.postgres, dir]);
  await initialise({ dir, binaries, user, superuser, password });
  const leftoverPid = await stopLeftover(dir);

  const { child, port, identity, exited } = await launchWithRetries({
    binaries,
    dir,
    givenPort,
    user,
    settings,
    logFile,
  });

  const urlOf = (name) =>
    `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
  const stop = () => stopServer(child.pid, identity);
  try {
    await ensureDatabase(urlOf('postgres'), database, dir);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: urlOf(database),
    urlOf,
    port,
    pid: child.pid,
    leftoverPid,
    stop,
    onExit: (listener) => exited.then(listener),
  };
}

async function launchWithRetries({ givenPort, ...options }) {
  const deadline = Date.now() + RETRY_FOR_MS;
  for (;;) {
    const port = givenPort ?? (await freePort());
    const logEnd = endOf(options.logFile);
    const child = launch({ ...options, port });
    const identity = identityOf(child.pid);
    const exited = new Promise((done) => child.once('exit', (code, name) => done({ code, signal: name })));
    if (await becomesReady({ child, exited, dir: options.dir })) return { child, port, identity, exited };
    const tail = tailOf(options.logFile, 8, logEnd);
    if (!WORTH_RETRYING.test(tail) || Date.now() > deadline) {
      throw new Sentence(words.postgresDidNotStart(options.logFile, tail));
    }
    await new Promise((done) => setTimeout(done, 300));
  }
}

function launch({ binaries, dir, port, user, settings, logFile }) {
  const all = {
    listen_addresses: '127.0.0.1',
    port,
    // A socket file has a path limit that a deep folder breaks, and nothing here needs one.
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log is a file in clear: it names what failed and never quotes rows or statements.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...settings,
  };
  const log = openSync(logFile, 'a', 0o600);
  try {
    return spawn(
      binaries.postgres,
      ['-D', dir, ...Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
      {
        cwd: '/',
        env: { ...process.env, LC_ALL: 'C' },
        // A Ctrl-C at the terminal reaches the whole foreground group and would stop the database before its clients.
        detached: true,
        // The log is the server's own descriptor, so that it outlives a starter that is killed.
        stdio: ['ignore', log, log],
        ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
      },
    );
  } finally {
    closeSync(log);
  }
}

/** The server writes its state into the eighth line of postmaster.pid, which is what pg_ctl waits for, too. */
async function becomesReady({ child, exited, dir }) {
  let gone = false;
  const setGone = () => {
    gone = true;
  };
  exited.then(setGone);
  child.once('error', setGone);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!gone && Date.now() < deadline) {
    const lines = linesOf(join(dir, 'postmaster.pid'));
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await new Promise((done) => setTimeout(done, 30));
  }
  if (!gone) child.kill('SIGQUIT');
  return false;
}

function linesOf(file) {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  } catch {
    return [];
  }
}

async function ensureDatabase(url, database, dir) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } catch (error) {
    if (error.code === '28P01') throw new Sentence(words.postgresPasswordWrong(dir));
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Fast first: rolls back what is open and writes a checkpoint. The harsher ways leave a recovery to the next start. */
async function stopServer(pid, identity) {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL']) {
    if (!isAlive(pid, identity)) return;
    signal(pid, name);
    if (await waitUntilGone(pid, identity, 10_000)) return;
  }
}
