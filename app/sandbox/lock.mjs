import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identityOf, isAlive } from './process-identity.mjs';

/**
 * Takes the lock file for this process or returns its living holder as `{ heldBy: pid }`. A lock whose holder is gone
 * (kill -9, power cut) is taken over.
 */
export function takeLock(file) {
  const mine = `${file}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) });
  writeFileSync(mine, content, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      try {
        // A link appears whole or not at all, so nobody ever reads a half-written lock.
        linkSync(mine, file);
        return { release: () => releaseIfMine(file, content) };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const text = readOr(file);
      const holder = parseOr(text);
      if (holder !== undefined && isAlive(holder.pid, holder.identity)) return { heldBy: holder.pid };
      moveAside(file, `${mine}.stale`, text);
    }
    return { heldBy: parseOr(readOr(file))?.pid ?? 0 };
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Two starters may both see the dead holder's lock; the slower one puts back what the faster one has just taken. */
function moveAside(file, aside, expected) {
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  try {
    if (readOr(aside) !== expected) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function releaseIfMine(file, content) {
  if (readOr(file) === content) rmSync(file, { force: true });
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parseOr(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
