import { join } from 'node:path';
import { takeLock } from './lock.mjs';
import { readRunFile } from './run-file.mjs';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

// Long enough for a copy whose parent was killed to notice and to say that it is stopping.
const PATIENCE_MS = 1500;
const STOPPING_PATIENCE_MS = 25_000;

/** Locks DATA_DIR against a second copy; waits for one that is on its way out. Returns the lock. */
export async function ownDataDir(dataDir) {
  const since = Date.now();
  for (;;) {
    const lock = takeLock(join(dataDir, 'lock'));
    if (lock.release !== undefined) return lock;
    const other = readRunFile(join(dataDir, 'run.json'));
    const patienceMs = other?.stopping ? STOPPING_PATIENCE_MS : PATIENCE_MS;
    if (Date.now() - since > patienceMs) {
      throw new Sentence(words.alreadyRunning(dataDir, lock.heldBy, other?.url));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
