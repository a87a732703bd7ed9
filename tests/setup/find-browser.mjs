import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const USUAL_PLACES = [
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of a Chromium that runs, or undefined. BIRJA_TEST_BROWSER names one by hand. */
export function findBrowser(root, env = process.env) {
  const inPath = (env.PATH ?? '').split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)));
  const candidates = [env.BIRJA_TEST_BROWSER, ...inPath, ...USUAL_PLACES, playwrightsOwn(root)];
  return candidates.find((file) => file && existsSync(file) && runs(file));
}

/** Some systems put a stub under the name, which only tells how to install the real one. */
function runs(file) {
  const version = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return version.status === 0 && /chrom/i.test(version.stdout);
}

function playwrightsOwn(root) {
  try {
    return createRequire(join(root, 'package.json'))('playwright').chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** Debian's package as root, which works behind a registry mirror too, else Playwright's download. */
export async function installBrowser({ root, node, run }) {
  const isDebianRoot = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (isDebianRoot) {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    if (findBrowser(root) !== undefined) return;
  }
  await run(node, [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium']);
}
