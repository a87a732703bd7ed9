import { bankPayoutSecrets, bankSecrets } from '#app/domain/billing/bank-secrets.server.ts';
import { endpointSecrets } from '#app/domain/delivery/endpoint-secrets.server.ts';
import { authenticatorSecrets } from '#app/domain/identity/authenticator-secrets.server.ts';
import { importKeys } from '#app/domain/imports/import-keys.server.ts';
import { channelDialogues, channelSecrets } from '#app/domain/leads/channel-secrets.server.ts';
import { leadKeys } from '#app/domain/leads/lead-keys.server.ts';
import { waitingMail } from '#app/domain/notifications/waiting-mail.server.ts';
import type { KeyRing } from '#app/platform/crypto.server.ts';
import { openPool, type Pool } from '#app/platform/db.server.ts';
import { readDatabaseUrl, readKeyRing } from '#app/platform/env.server.ts';
import { runCommand } from '#app/platform/explain-failure.server.ts';
import { countSealed, reseal, type Sealed } from '#app/platform/reseal.server.ts';
import { keyWords } from '#app/words/en/keys.ts';

const CONNECTIONS = 2;
/** Rows that others held at the first look; after the last one they are counted and told of. */
const LOOKS = 3;

/** All that lies sealed under the keys of the environment. A new table of such is to be named here. */
export const SEALED: readonly Sealed[] = [
  leadKeys,
  endpointSecrets,
  authenticatorSecrets,
  bankSecrets,
  bankPayoutSecrets,
  waitingMail,
  importKeys,
  channelSecrets,
  channelDialogues,
];

/** Seals everything anew under the first key of ENCRYPTION_KEYS, while web and worker run, and tells what keeps the others. */
async function main(): Promise<void> {
  const ring = readKeyRing();
  const pool = openPool({
    url: readDatabaseUrl(),
    max: CONNECTIONS,
    name: 'rotate-keys',
    onError: (error) => say(error.message),
  });
  try {
    say(keyWords.begins(ring.current));
    for (const sealed of SEALED) await renewAll(pool, ring, sealed);
    process.exitCode = (await tellOfKeys(pool, ring)) ? 0 : 1;
  } finally {
    await pool.end();
  }
}

async function renewAll(pool: Pool, ring: KeyRing, sealed: Sealed): Promise<void> {
  const part = keyWords.parts[sealed.table] ?? sealed.table;
  let before = 0;
  for (let look = 1; look <= LOOKS; look += 1) {
    const { renewed, unreadable } = await reseal(pool, ring, sealed, (progress) =>
      say(keyWords.progress(part, before + progress.renewed)),
    );
    before += renewed;
    const last = renewed === 0 || look === LOOKS;
    if (last && unreadable > 0) say(keyWords.unreadable(part, unreadable));
    if (last) break;
  }
  if (before === 0) say(keyWords.nothing(part));
}

/** @returns whether only the current key is needed */
async function tellOfKeys(pool: Pool, ring: KeyRing): Promise<boolean> {
  const rows = new Map<string, number>();
  for (const sealed of SEALED)
    for (const [name, count] of await countSealed(pool, sealed))
      rows.set(name, (rows.get(name) ?? 0) + count);
  const others = new Set([...rows.keys(), ...ring.keys.keys()]);
  others.delete(ring.current);
  for (const name of others) {
    const count = rows.get(name) ?? 0;
    say(count === 0 ? keyWords.free(name) : keyWords.remains(name, count, ring.keys.has(name)));
  }
  if (others.size === 0) say(keyWords.onlyOne);
  return [...others].every((name) => !rows.get(name));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) await runCommand(main);
