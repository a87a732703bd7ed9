import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

/**
 * The user that PostgreSQL runs as, `{ uid, gid, name }`, or undefined when this process is not root and PostgreSQL runs as
 * itself. A data directory that exists keeps its owner, whoever made it.
 */
export function userForPostgres(dir) {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dir)) {
    const { uid, gid } = statSync(dir);
    if (uid !== 0) return { uid, gid, name: nameOf(uid) };
  }
  const user = lookUp('postgres') ?? lookUp('_postgres') ?? make('postgres') ?? lookUp('nobody');
  if (user === undefined) throw new Sentence(words.postgresNoUser);
  return user;
}

/** Throws a Sentence naming the first folder on the way to `paths` that the user may not enter. */
export function assertReachable(user, paths) {
  if (user === undefined) return;
  for (const path of paths) {
    const closed = ancestorsOf(path).find((folder) => !mayEnter(user, folder));
    if (closed !== undefined) throw new Sentence(words.postgresUserCannotReach(user.name, closed));
  }
}

function mayEnter({ uid, gid }, folder) {
  const shell = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid,
    gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return shell.status === 0;
}

function ancestorsOf(path) {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestorsOf(parent), parent];
}

function lookUp(name) {
  const uid = idOf('-u', name);
  const gid = idOf('-g', name);
  return uid && gid ? { uid, gid, name } : undefined;
}

function idOf(flag, name) {
  const id = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return id.status === 0 ? Number(id.stdout) : undefined;
}

function nameOf(uid) {
  const id = spawnSync('id', ['-un', String(uid)], { encoding: 'utf8' });
  return id.status === 0 ? id.stdout.trim() : `user ${uid}`;
}

function make(name) {
  if (process.platform !== 'linux') return undefined;
  spawnSync('groupadd', ['--system', name], { stdio: 'ignore' });
  spawnSync(
    'useradd',
    ['--system', '--gid', name, '--no-create-home', '--shell', '/usr/sbin/nologin', name],
    {
      stdio: 'ignore',
    },
  );
  return lookUp(name);
}
