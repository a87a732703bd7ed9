import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';
import { prepareDataDir } from './data-dir.mjs';
import { putDemoFileAside, readSeedAnswer, writeDemoFile } from './demo-file.mjs';
import { services } from './emulators.mjs';
import { ensureInstalled, toolsEnvironment } from './install.mjs';
import { keepPostgres } from './keep-postgres.mjs';
import { tailOf } from './logs.mjs';
import { nodeFlags, nodeVariables } from './node-flags.mjs';
import { ownDataDir } from './own-data-dir.mjs';
import { assertPortFree } from './ports.mjs';
import { createRunFile, endLeftovers } from './run-file.mjs';
import { runStep, signalSteps } from './run-step.mjs';
import { say } from './say.mjs';
import { secretsOf } from './secrets.mjs';
import { Sentence } from './sentence.mjs';
import { readSettings } from './settings.mjs';
import { supervise } from './supervise.mjs';
import { untilAnswers } from './until-answers.mjs';
import { words } from './words.mjs';

/*
 * `npm start`: the whole demo on one machine. Runs on Node's built-ins and on Node 20, since nothing is installed when it
 * begins; all that it starts runs on the Node that the project brings.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const READY_WITHIN_MS = 90_000;
const DRAIN_MS = 10_000;
const SERVICE_GRACE_MS = 2000;
const MAX_DEATHS_BEFORE_READY = 5;
// npm passes on the Ctrl-C that the terminal has sent to both, so one keypress arrives twice.
const SAME_KEYPRESS_MS = 1000;

/** What stopping has to undo, filled as the start goes on. */
const running = { apps: [], services: [], postgres: undefined, runFile: undefined, lock: undefined };
let stoppingSince;

async function start() {
  const startedAt = Date.now();
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Sentence(words.nodeTooOld(process.version));
  const settings = readSettings(root);
  const { dataDir } = settings;
  prepareDataDir(dataDir);
  running.lock = await ownDataDir(dataDir);
  const runFilePath = join(dataDir, 'run.json');
  await endLeftovers(runFilePath, (name, pid) => say(words.leftoverStopped(name, pid)));
  await assertPortFree(settings.port);
  running.runFile = createRunFile(runFilePath, settings);
  const demoFile = join(dataDir, 'demo.json');
  putDemoFileAside(demoFile);

  const node = await unlessStopping(ensureInstalled(root, { onStart: noteStep }));
  const secrets = secretsOf(dataDir);
  const databaseUrl = settings.databaseUrl ?? (await startPostgres(dataDir, secrets.postgresPassword));
  running.runFile.setDatabaseUrl(databaseUrl);
  const env = {
    ...toolsEnvironment(root),
    ...secrets.variables,
    BIRJA_MODE: 'demo',
    NODE_ENV: 'production',
    PORT: String(settings.port),
    APP_URL: settings.url,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    ALLOW_PRIVATE_WEBHOOKS: settings.allowPrivateWebhooks,
    CHECK_WAIT_MS: settings.checkWaitMs,
    DEMO_TRAFFIC: settings.traffic,
  };
  const variables = await unlessStopping(startServices({ node, env, dataDir }));
  running.runFile.setVariables(variables);
  Object.assign(env, variables);

  await runJob({
    node,
    env,
    args: ['prisma/migrate.ts'],
    title: words.migrating,
    failed: words.migrateFailed,
  });
  if (!(await unlessStopping(buildIfStale(root, { onStart: noteStep }))))
    throw new Sentence(words.buildFailed);
  const seedArgs = ['prisma/seed/seed.ts', '--demo', demoFile];
  const seeded = await runJob({ node, env, args: seedArgs, title: words.seeding, failed: words.seedFailed });
  const demo = { url: settings.url, ...readSeedAnswer(seeded) };

  await unlessStopping(startApps({ node, env, settings, demo, demoFile }));
  if (settings.traffic !== 'off' && existsSync(join(root, 'app/sandbox/traffic.mjs'))) {
    startApp({ name: 'traffic', file: 'app/sandbox/traffic.mjs', args: [demoFile], node, env, dataDir });
  }
  showReady(demo, demoFile, Math.round((Date.now() - startedAt) / 1000));
}

async function startPostgres(dataDir, password) {
  say(words.startingPostgres);
  const options = { dir: join(dataDir, 'postgres'), password, logFile: join(dataDir, 'log', 'postgres.log') };
  running.postgres = keepPostgres(options, {
    onStart: (child) => running.runFile.setChild('postgres', child),
  });
  return (await unlessStopping(running.postgres)).url;
}

/** Starts the stand-ins for the outside world and returns the variables by which the others find them. */
async function startServices({ node, env, dataDir }) {
  const found = {};
  for (const { name, file, env: variablesOf, standsInFor } of services) {
    // Whoever names the real one gets it.
    if (standsInFor && env[standsInFor]) continue;
    let port = 0;
    const told = await new Promise((resolve) => {
      const service = supervise({
        name,
        node,
        // Started again it must be where the others look for it.
        args: () => [file, String(port)],
        cwd: root,
        env,
        logFile: join(dataDir, 'log', `${name}.log`),
        onStart: (child) => running.runFile.setChild(name, child),
        onMessage: (message) => {
          if (message.type !== 'ready') return;
          port = message.port;
          resolve(message.env);
        },
      });
      running.services.push(service);
    });
    Object.assign(found, variablesOf(port, told));
  }
  return found;
}

async function runJob({ node, env, args, title, failed }) {
  say(title);
  const { code, stdout, output } = await unlessStopping(
    runStep(node, args, { cwd: root, env, onStart: noteStep }),
  );
  if (code !== 0) {
    say(output.trimEnd());
    throw new Sentence(failed);
  }
  return stdout;
}

/** Starts web and worker; ready when both say so and, with demo.json written, /readyz does. */
async function startApps({ node, env, settings, demo, demoFile }) {
  say(words.starting);
  const { dataDir } = settings;
  const deadline = Date.now() + READY_WITHIN_MS;
  const here = `http://127.0.0.1:${settings.port}`;
  const notReady = (what) => new Sentence(words.notReady(READY_WITHIN_MS / 1000, what, join(dataDir, 'log')));

  let isReady = false;
  let giveUp;
  const given = new Promise((_resolve, reject) => {
    giveUp = reject;
  });
  const startOne = (name, script, file, onReady) => {
    let deaths = 0;
    const onDeath = () => {
      deaths += 1;
      if (isReady || deaths < MAX_DEATHS_BEFORE_READY) return;
      const logFile = join(dataDir, 'log', `${name}.log`);
      giveUp(new Sentence(words.diedTooOften(name, logFile, tailOf(logFile, 8))));
    };
    const flags = nodeFlags(root, script);
    const own = { ...env, ...nodeVariables(root, script) };
    startApp({ name, flags, file, args: [], node, env: own, dataDir, onReady, onDeath });
  };

  const workerReady = new Promise((resolve, reject) => {
    setTimeout(() => reject(notReady(words.notReadyWorker)), READY_WITHIN_MS).unref();
    startOne('worker', 'work', 'build/server/worker.js', resolve);
  });
  startOne('web', 'serve', 'build/server/server.js');

  const ready = async () => {
    if ((await untilAnswers(`${here}/healthz`, deadline)) !== undefined) throw notReady(words.notReadyWeb);
    await workerReady;
    writeDemoFile(demoFile, demo);
    const lacking = await untilAnswers(`${here}/readyz`, deadline);
    if (lacking !== undefined) throw notReady(lacking);
  };
  workerReady.catch(() => undefined);
  await Promise.race([given, ready()]);
  isReady = true;
}

function startApp({ name, flags = [], file, args, node, env, dataDir, onReady, onDeath }) {
  running.apps.push(
    supervise({
      name,
      node,
      args: () => [...flags, file, ...args],
      cwd: root,
      env,
      logFile: join(dataDir, 'log', `${name}.log`),
      onStart: (child) => running.runFile.setChild(name, child),
      onMessage: (message) => {
        if (message.type === 'ready') onReady?.();
      },
      onDeath,
    }),
  );
}

function showReady(demo, demoFile, seconds) {
  const width = (field) => Math.max(...demo.accounts.map((account) => account[field].length));
  const line = ({ role, email, password }) =>
    `  ${role.padEnd(width('role'))}  ${email.padEnd(width('email'))}  ${password}`;
  say();
  say(words.readyTitle(demo.url, seconds));
  say();
  say(words.readyKeys(demo.apiKeys, demoFile));
  say();
  say(words.readyAccounts);
  for (const account of demo.accounts) say(line(account));
  say();
  say(words.readyStop);
}

/** A one-shot command is noted like any child, so that the next start ends it if this one is killed. */
function noteStep(child) {
  running.runFile.setChild('step', child);
}

/** Once a stop has begun, the start goes no further: what it waited for may have been broken by the stop itself. */
async function unlessStopping(promise) {
  try {
    const value = await promise;
    if (stoppingSince === undefined) return value;
  } catch (error) {
    if (stoppingSince === undefined) throw error;
  }
  return new Promise(() => undefined);
}

/** Web and worker drain first, then the world they lean on goes. */
async function stopAll() {
  running.runFile?.setStopping();
  signalSteps('SIGTERM');
  await Promise.all(running.apps.map((app) => app.stop(DRAIN_MS)));
  await Promise.all(running.services.map((service) => service.stop(SERVICE_GRACE_MS)));
  const postgres = await running.postgres?.catch(() => undefined);
  await postgres?.stop();
  letGo();
}

async function killAll() {
  signalSteps('SIGKILL');
  for (const child of [...running.apps, ...running.services]) child.kill();
  const postgres = await running.postgres?.catch(() => undefined);
  await postgres?.kill();
  letGo();
}

function letGo() {
  running.runFile?.remove();
  running.lock?.release();
}

async function stop() {
  if (stoppingSince !== undefined) {
    if (Date.now() - stoppingSince < SAME_KEYPRESS_MS) return;
    await killAll();
    say(words.killedAll);
    process.exit(1);
  }
  stoppingSince = Date.now();
  say(words.stopping);
  await stopAll().catch(exitWith);
  say(words.stopped);
  process.exit(0);
}

async function fail(error) {
  if (stoppingSince !== undefined) return;
  stoppingSince = Date.now();
  say(textOf(error));
  await stopAll().catch(exitWith);
  process.exit(1);
}

/** When even stopping fails there is nothing left to try but to say so. */
function exitWith(error) {
  say(textOf(error));
  process.exit(1);
}

function textOf(error) {
  return error instanceof Sentence ? error.message : (error.stack ?? String(error));
}

/** npm that is killed cannot pass the signal on; its child then belongs to another parent. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 250);
  timer.unref();
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
process.on('uncaughtException', fail);
// A terminal that is gone must not end the starter before it has stopped the others.
process.stdout.on('error', () => undefined);
stopWithNpm();
start().catch(fail);
