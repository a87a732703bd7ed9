import { accessSync, chmodSync, constants, mkdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

const NEEDED_MB = 1024;

/** Makes DATA_DIR and its log folder; throws a Sentence when it is not writable or the disk is nearly full. */
export function prepareDataDir(dataDir) {
  try {
    makeOwnFolder(dataDir);
    mkdirSync(join(dataDir, 'log'), { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    openForPostgres(dataDir);
  } catch (error) {
    throw new Sentence(words.dataDirNotWritable(dataDir, error.code));
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const leftMb = Math.floor((bavail * bsize) / 1024 / 1024);
  if (leftMb < NEEDED_MB) throw new Sentence(words.diskFull(leftMb, dataDir));
}

/** Only the last folder is closed to others: PostgreSQL's user must pass through those above it. */
export function makeOwnFolder(dir) {
  mkdirSync(dirname(dir), { recursive: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
}

/** Under root PostgreSQL runs as another user, who must be able to pass through, though not to read. */
export function openForPostgres(dir) {
  if (process.getuid?.() !== 0) return;
  const { mode } = statSync(dir);
  if ((mode & 0o001) === 0) chmodSync(dir, (mode & 0o777) | 0o001);
}
