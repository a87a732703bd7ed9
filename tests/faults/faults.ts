import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeOwnFolder, openForPostgres } from '../../app/sandbox/data-dir.mjs';
import { takeLock } from '../../app/sandbox/lock.mjs';
import { ensureBuilt } from '../setup/built.ts';
import { openRunState, type RunState } from './run-state.ts';

/*
 * `npm run faults [-- --short] [-- --seed N] [-- --minutes N] [-- --kills N] [-- --resume]`: kills parts of a running
 * installation, and has Stripe lose answers and repeat events, while leads are sold, wallets filled and sellers paid.
 * Checks after each round that nothing acknowledged is lost and nothing is done twice; exits with 1 on any violation.
 *
 * A run lives in DATA_DIR/faults and is removed when it has ended well. One that was stopped or killed is gone on with by
 * `--resume`: the newest, or that of `--seed`. The seed may also stand in FAULTS_SEED.
 */

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: {
    short: { type: 'boolean' },
    resume: { type: 'boolean' },
    minutes: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string', ...(process.env.FAULTS_SEED ? { default: process.env.FAULTS_SEED } : {}) },
  },
});
/** With start and end the short form stays under three minutes. */
const SHORT = { minutes: 1, leastKills: 1, stormEvents: 60 };
const LONG = { minutes: 30, leastKills: 30, stormEvents: 1_000 };
const STATE_FILE = 'state.json';

const given = numberOf('seed');
const newSeed = given ?? Math.floor(Math.random() * 2 ** 31);
const root = join(resolve(process.env.DATA_DIR || '.data'), 'faults');
const form = values.short ? SHORT : LONG;
const wanted = {
  minutes: numberOf('minutes') ?? form.minutes,
  leastKills: numberOf('kills') ?? (values.minutes === undefined ? form.leastKills : 1),
};
const folder = values.resume ? folderToResume() : newFolder();
const { release, heldBy } = takeLock(join(folder, 'lock'));
if (!release) stop(`A run in ${folder} is played by process ${heldBy}.`);

const run = openRunState(join(folder, STATE_FILE), begin);
const { state, save } = run;
if (values.resume) {
  if (state.market === null) stop(`The run in ${folder} was stopped before it began: remove it.`);
  state.resumed += 1;
  if (values.minutes !== undefined) state.minutes = wanted.minutes;
  if (values.kills !== undefined) state.leastKills = wanted.leastKills;
  save();
}
process.stdout.write(`seed ${state.seed}: the same choices again by --seed ${state.seed}\n`);
await ensureBuilt();
// Imports code that the build writes.
const { playFaults } = await import('./play-faults.ts');
const violations = await playFaults(folder, run);
release();
for (const violation of violations) process.stdout.write(`${violation}\n`);
if (violations.length === 0) rmSync(folder, { recursive: true, force: true });
else process.stdout.write(`Logs, journal and database are kept in ${folder}\n`);
process.exit(violations.length === 0 ? 0 : 1);

function begin(): RunState {
  return {
    seed: newSeed,
    stormEvents: form.stormEvents,
    ...wanted,
    ...{ playedMs: 0, nextRound: 1, deck: [], rounds: [], storm: null, found: [] },
    ...{ market: null, inboxPort: 0, counts: {}, resumed: 0 },
    comparedUntilS: Math.floor(Date.now() / 1_000),
  };
}

function newFolder(): string {
  const made = folderOf(newSeed);
  if (existsSync(made)) stop(`${made} holds a run with this seed: go on with it by --resume, or remove it.`);
  for (const dir of [dirname(root), root, made]) {
    makeOwnFolder(dir);
    openForPostgres(dir);
  }
  return made;
}

function folderToResume(): string {
  const found = existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : [];
  const [newest] = found
    .filter((one) => existsSync(join(one, STATE_FILE)) && (given === undefined || one === folderOf(given)))
    .sort((one, other) => changedMs(other) - changedMs(one));
  return newest ?? stop(`There is no run in ${root} to go on with.`);
}

function folderOf(seed: number): string {
  return join(root, `run-${seed}`);
}

function changedMs(one: string): number {
  return statSync(join(one, STATE_FILE)).mtimeMs;
}

function numberOf(name: 'minutes' | 'kills' | 'seed'): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number >= 0) || (name !== 'minutes' && !Number.isInteger(number))) {
    stop('--minutes takes a number, --kills and --seed whole numbers, none of them below 0.');
  }
  return number;
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
