import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../../app/sandbox/build.mjs';
import { ensureInstalled, toolsEnvironment } from '../../app/sandbox/install.mjs';
import { runStep, signalSteps } from '../../app/sandbox/run-step.mjs';
import { say } from '../../app/sandbox/say.mjs';
import { Sentence } from '../../app/sandbox/sentence.mjs';
import { countTests } from './count-tests.mjs';
import { findBrowser, installBrowser } from './find-browser.mjs';

/*
 * `npm test [-- --long] [-- anything for vitest]`. Plain JavaScript on Node's built-ins, since it installs what is missing
 * first. Every step runs, whatever failed before it, so that one run tells all.
 */

const words = {
  installingBrowser: 'Installing a browser for the browser tests',
  noBrowser:
    'There is no Chromium and none could be installed. Install Chromium or Chrome, or name one: BIRJA_TEST_BROWSER=/path/to/chromium npm test',
  failed: 'failed',
  ok: 'ok',
};

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const long = process.argv.includes('--long');
const vitestArgs = process.argv.slice(2).filter((arg) => arg !== '--long');

async function main() {
  const node = await ensureInstalled(root);
  const env = toolsEnvironment(root);
  // Tests choose their own; what the shell holds for a running demo is not theirs.
  for (const name of ['NODE_ENV', 'DATABASE_URL', 'DATA_DIR', 'PORT']) delete env[name];
  if (long) env.BIRJA_TEST_LONG = '1';

  const browser = await ensureBrowser(node);
  if (browser === undefined) say(words.noBrowser);
  else env.BIRJA_TEST_BROWSER = browser;

  const run = async (name, args) => {
    const { code } = await runStep(join(root, 'node_modules', '.bin', name), args, {
      cwd: root,
      env,
      inherit: true,
    });
    return code;
  };
  const report = join(root, 'tests', '.cache', 'vitest.json');
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });

  const total = { passed: 0, failed: 0 };
  const add = (counts) => {
    total.passed += counts.passed;
    total.failed += counts.failed;
    return counts.failed === 0;
  };
  const one = (isOk) => add(isOk ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  await step('Types', async () => one((await run('tsc', ['--noEmit'])) === 0));
  await step('Lint', async () => one((await run('biome', ['check', '.'])) === 0));
  await step('Build', async () => one(await buildIfStale(root)));
  await step('Tests', async () => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run('vitest', ['run', ...reporters, ...vitestArgs]);
    return add(countTests(report, code));
  });

  say();
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

async function step(title, work) {
  const startedAt = Date.now();
  say(`\n== ${title}`);
  const isOk = await work();
  say(`-- ${title}: ${isOk ? words.ok : words.failed}, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

async function ensureBrowser(node) {
  const found = findBrowser(root);
  if (found !== undefined) return found;
  say(words.installingBrowser);
  const run = (command, args) =>
    runStep(command, args, {
      cwd: root,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      inherit: true,
    });
  await installBrowser({ root, node, run });
  return findBrowser(root);
}

// The steps lead process groups of their own, so that a Ctrl-C has to be passed on.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    signalSteps(name);
    process.exit(130);
  });
}

main().catch((error) => {
  say(error instanceof Sentence ? error.message : (error.stack ?? String(error)));
  process.exitCode = 1;
});
