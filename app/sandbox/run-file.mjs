import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identityOf, isAlive, signal, waitUntilGone } from './process-identity.mjs';

/**
 * `DATA_DIR/run.json`: what runs now. Other commands find the demo's database by it, and the next start finds what a
 * killed run has left.
 */
export function createRunFile(file, { url }) {
  const children = new Map();
  const content = {
    pid: process.pid,
    identity: identityOf(process.pid),
    startedAt: new Date().toISOString(),
    url,
    databaseUrl: undefined,
    variables: {},
    stopping: false,
    children: [],
  };
  let removed = false;
  const save = () => {
    if (removed) return;
    content.children = [...children].map(([name, child]) => ({ name, ...child }));
    writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  save();
  return {
    setDatabaseUrl(databaseUrl) {
      content.databaseUrl = databaseUrl;
      save();
    },
    /** By which other commands find what stands in for the world outside. */
    setVariables(variables) {
      content.variables = variables;
      save();
    },
    setStopping() {
      content.stopping = true;
      save();
    },
    setChild(name, { pid, identity }) {
      children.set(name, { pid, identity, startedAt: new Date().toISOString() });
      save();
    },
    remove() {
      removed = true;
      rmSync(file, { force: true });
    },
  };
}

export function readRunFile(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Ends the processes that a killed run has left, and only those: a number given anew to a stranger is left alone. */
export async function endLeftovers(file, onEnded) {
  const children = readRunFile(file)?.children ?? [];
  const alive = children.filter(({ pid, identity }) => isAlive(pid, identity));
  // PostgreSQL is last, so that the others can still finish their transactions.
  const isPostgres = ({ name }) => name === 'postgres';
  for (const group of [alive.filter((child) => !isPostgres(child)), alive.filter(isPostgres)]) {
    await Promise.all(group.map((child) => end(child, isPostgres(child) ? 'SIGINT' : 'SIGTERM')));
    for (const { name, pid } of group) onEnded(name, pid);
  }
}

async function end({ pid, identity }, gently) {
  signal(pid, gently);
  if (await waitUntilGone(pid, identity, 5000)) return;
  // Each child leads a process group of its own; what it has started ends with it.
  signal(-pid, 'SIGKILL');
  await waitUntilGone(pid, identity, 5000);
}
