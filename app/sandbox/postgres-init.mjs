import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runStep } from './run-step.mjs';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

/** Makes the data directory when there is none; throws a Sentence when what is there cannot be used. */
export async function initialise({ dir, binaries, user, superuser, password }) {
  const version = join(dir, 'PG_VERSION');
  if (existsSync(version)) {
    const found = readFileSync(version, 'utf8').trim();
    if (found !== binaries.major) throw new Sentence(words.postgresOtherMajor(dir, found, binaries.major));
    return;
  }
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new Sentence(words.postgresNotADatabase(dir));

  // Made beside and renamed, so that a kill in the middle does not leave half a database under the real name.
  const fresh = `${dir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const passwordFile = `${dir}.password`;
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    const { code, output } = await runStep(
      binaries.initdb,
      [
        `--pgdata=${fresh}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Text sorts by its bytes (C): ids are ASCII, comparing bytes makes indexes faster, and no upgrade of a system
        // library changes the order under them. Case and character classes still know Unicode (builtin C.UTF-8).
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      { cwd: '/', env: { ...process.env, LC_ALL: 'C' }, user },
    );
    if (code !== 0) throw new Sentence(words.postgresInitFailed(output));
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(dir, { recursive: true, force: true });
  renameSync(fresh, dir);
}
