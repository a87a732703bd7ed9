import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

const MAKERS = {
  ENCRYPTION_KEYS: () => `k1:${key()}`,
  LOOKUP_KEY: key,
  SIGNING_KEY: key,
  SESSION_SECRET: key,
  // Goes into an address, so its letters need no escaping there.
  POSTGRES_PASSWORD: () => randomBytes(24).toString('base64url'),
};

function key() {
  return randomBytes(32).toString('base64');
}

/**
 * The secrets of this DATA_DIR, made once and kept in `DATA_DIR/secrets` (0600). A variable set in the environment wins
 * over the kept one, except the embedded database's password, which nobody sets.
 */
export function secretsOf(dataDir, env = process.env) {
  const file = join(dataDir, 'secrets');
  const kept = readKept(file);
  const missing = Object.keys(MAKERS).filter((name) => typeof kept[name] !== 'string');
  for (const name of missing) kept[name] = MAKERS[name]();
  if (missing.length > 0) {
    // Renamed into place: a kill in the middle must not lose the keys of data already encrypted.
    writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  chmodSync(file, 0o600);
  const { POSTGRES_PASSWORD, ...variables } = kept;
  for (const name of Object.keys(variables)) if (env[name]) variables[name] = env[name];
  return { variables, postgresPassword: POSTGRES_PASSWORD };
}

function readKept(file) {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Sentence(words.secretsUnreadable(file));
  }
}
