import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withFolderLock } from './folder-lock.mjs';
import { toolsEnvironment } from './install.mjs';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';
import { words } from './words.mjs';

const SOURCES = [
  'app',
  'jobs',
  'prisma',
  'public',
  'package.json',
  'package-lock.json',
  'remix.config.js',
  'tsconfig.json',
  'vite.config.ts',
];
const RESULTS = ['build/server/server.js', 'build/server/worker.js'];

/** Builds when the sources are not the ones of the last build. Says what failed and returns false on failure. */
export function buildIfStale(root, { onStart } = {}) {
  return withFolderLock(root, async () => {
    const stamp = join(root, 'build', '.stamp');
    const hash = hashOf(root, SOURCES);
    const built = RESULTS.every((file) => existsSync(join(root, file)));
    if (built && readStamp(stamp) === hash) return true;
    say(words.building);
    // NODE_ENV comes from the build itself: a test runner's or a developer's must not end up in the bundle.
    const { NODE_ENV: _ignored, ...env } = toolsEnvironment(root);
    const { code, output } = await runStep('npm', ['run', 'build'], { cwd: root, env, onStart });
    if (code !== 0) {
      say(output);
      return false;
    }
    writeStamp(stamp, hash);
    return true;
  });
}
