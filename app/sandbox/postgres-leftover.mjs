import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, identityOf, signal, waitUntilGone } from './process-identity.mjs';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

// Above every system's highest process number.
const NOBODYS_PID = 2_000_000_000;

/**
 * Stops a server that still runs on the data directory after a killed run and returns its process number.
 *
 * postmaster.pid is never removed: PostgreSQL finds in it the shared memory of the killed server and refuses to start
 * while a process of that one still uses it. Only the number in it is replaced, because PostgreSQL takes any process of
 * that number for a server of its own: a stranger that has got the number since, and a zombie that nobody reaps.
 */
export async function stopLeftover(dir) {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [first, ...rest] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(first);
  const identity = identityOf(pid);
  const isServer = identity !== undefined && isServerOn(pid, rest[0] ?? dir);
  if (isServer) await stopServer({ pid, identity, dir });
  if (existsSync(file)) writeFileSync(file, [NOBODYS_PID, ...rest].join('\n'));
  return isServer ? pid : undefined;
}

async function stopServer({ pid, identity, dir }) {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL']) {
    signal(pid, name);
    if (await waitUntilGone(pid, identity, 10_000)) return;
  }
  throw new Sentence(words.postgresBusy(dir, pid));
}

/** The second line of postmaster.pid is the data directory as that server's command line names it. */
function isServerOn(pid, dataDirLine) {
  const command = commandLineOf(pid);
  return command.includes('postgres') && command.includes(dataDirLine.trim());
}
