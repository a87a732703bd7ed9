import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withFolderLock } from './folder-lock.mjs';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';
import { Sentence } from './sentence.mjs';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';
import { words } from './words.mjs';

/**
 * Installs the packages when they are missing or belong to another package-lock.json, generates the database client
 * when the schema has changed, and returns the path of the Node that the project itself brings.
 */
export function ensureInstalled(root, { onStart } = {}) {
  return withFolderLock(root, async () => {
    await installPackages(root, onStart);
    const node = join(root, 'node_modules', '.bin', 'node');
    if (!existsSync(node)) throw new Sentence(words.nodeNotInstalled(node));
    await generateClient(root, onStart);
    return node;
  });
}

/** The environment in which the project's own Node and tools come first. */
export function toolsEnvironment(root, env = process.env) {
  return {
    ...env,
    PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${env.PATH ?? ''}`,
    // Any existing file keeps Prisma from downloading an engine that generating does not use.
    PRISMA_SCHEMA_ENGINE_BINARY: env.PRISMA_SCHEMA_ENGINE_BINARY ?? join(root, 'package.json'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

async function installPackages(root, onStart) {
  const stamp = join(root, 'node_modules', '.installed');
  const hash = hashOf(root, ['package-lock.json']);
  if (readStamp(stamp) === hash) return;
  if (!agreesWithLock(root)) {
    say(words.installing);
    const env = { ...process.env };
    // npm's own Node must not be the one in node_modules, which npm ci deletes under it.
    env.PATH = (env.PATH ?? '')
      .split(delimiter)
      .filter((dir) => !dir.includes('node_modules'))
      .join(delimiter);
    // The project's tools are development packages, and NODE_ENV=production would leave them out.
    delete env.NODE_ENV;
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
    const { code } = await runStep('npm', args, { cwd: root, env, inherit: true, onStart }).catch((error) => {
      throw error.code === 'ENOENT' ? new Sentence(words.npmMissing) : error;
    });
    if (code !== 0) throw new Sentence(words.installFailed(code));
  }
  writeStamp(stamp, hash);
}

/**
 * Whether an install that somebody made by hand already is what package-lock.json asks for. npm keeps in node_modules a
 * lock file of what it has installed, written last; packages of other platforms are not in it.
 */
function agreesWithLock(root) {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesIn(join(root, 'package-lock.json'));
  if (installed === undefined || wanted === undefined) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (path === '' || link) return true;
    const found = installed[path];
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity && existsSync(join(root, path));
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function generateClient(root, onStart) {
  const generated = join(root, 'app', 'platform', 'generated');
  const stamp = join(generated, '.stamp');
  const hash = hashOf(root, ['prisma/schema', 'prisma.config.ts', 'package-lock.json']);
  if (readStamp(stamp) === hash && existsSync(generated)) return;
  say(words.generating);
  const { code, output } = await runStep(join(root, 'node_modules', '.bin', 'prisma'), ['generate'], {
    cwd: root,
    env: toolsEnvironment(root),
    onStart,
  });
  if (code !== 0) {
    say(output);
    throw new Sentence(words.generateFailed);
  }
  writeStamp(stamp, hash);
}
