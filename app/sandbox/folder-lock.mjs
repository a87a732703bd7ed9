import { join } from 'node:path';
import { takeLock } from './lock.mjs';
import { say } from './say.mjs';
import { words } from './words.mjs';

/**
 * Runs `work` while no other copy installs or builds in the same folder: copies with other DATA_DIRs share the
 * packages, the generated client and the build. Not re-entrant.
 */
export async function withFolderLock(root, work) {
  // Beside what it guards: installing and building empty their own folders.
  const file = join(root, '.folder.lock');
  let told = false;
  for (;;) {
    const lock = takeLock(file);
    if (lock.release !== undefined) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) say(words.waitingForFolder(lock.heldBy));
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
