import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isApiKey, newApiKey, type Scope, scopesFor } from '#app/domain/identity/api-key.ts';
import { authenticateApiKey } from '#app/domain/identity/authenticate-api-key.server.ts';
import { createApiKey } from '#app/domain/identity/create-api-key.server.ts';
import { revokeApiKey } from '#app/domain/identity/revoke-api-key.server.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { makeOrganisation } from '../factories/market.ts';
import { apiClient } from '../setup/client.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };

let world: World;
let url: string;
let stop: () => Promise<void>;
let organisationId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ url, stop } = await serve(world, { works: false }));
  organisationId = await makeOrganisation(world.db, 'both');
});

afterAll(async () => {
  await stop();
  await world.close();
});

const makeKey = (more: { organisationId?: string; scopes?: Scope[] } = {}) =>
  createApiKey(world.db, {
    ...ACTOR,
    organisationId,
    name: 'shop',
    scopes: ['wallet:read'],
    ratePerSecond: 100,
    now: new Date(),
    ...more,
  });

/** A database that nobody may ask. */
const noDatabase: Queryable = {
  query: () => {
    throw new Error('the database was asked');
  },
};

describe('an API key', () => {
  it('is a prefix, 128 random bits and a checksum', () => {
    const keys = Array.from({ length: 1_000 }, () => newApiKey().text);
    for (const key of keys) expect(key).toMatch(/^birja_[0-9a-f]{32}[0-9a-f]{8}$/);
    const secrets = keys.map((key) => BigInt(`0x${key.slice(6, 38)}`));
    expect(new Set(secrets).size).toBe(keys.length);
    // Each bit is on in about half of the keys: 1,000 fair coins stay within 350 to 650 but for one time in 10^20.
    for (let bit = 0n; bit < 128n; bit += 1n) {
      const on = secrets.filter((secret) => (secret >> bit) & 1n).length;
      expect(on, `bit ${bit}`).toBeGreaterThan(350);
      expect(on, `bit ${bit}`).toBeLessThan(650);
    }
  });

  it('with one character wrong, missing, doubled or swapped is told without the database', async () => {
    const { text } = newApiKey();
    expect(isApiKey(text)).toBe(true);
    const wrong = [...text].flatMap((right, at) => [
      ...[...'0123456789abcdefg_']
        .filter((other) => other !== right)
        .map((other) => text.slice(0, at) + other + text.slice(at + 1)),
      text.slice(0, at) + text.slice(at + 1),
      text.slice(0, at) + right + text.slice(at),
      ...(text[at + 1] && text[at + 1] !== right
        ? [text.slice(0, at) + text[at + 1] + right + text.slice(at + 2)]
        : []),
    ]);
    for (const key of [...wrong, '', text.toUpperCase(), ` ${text}`, `${text}\n`]) {
      expect(isApiKey(key), key).toBe(false);
      expect(await authenticateApiKey(noDatabase, key)).toBeNull();
    }
    await expect(authenticateApiKey(noDatabase, text)).rejects.toThrow('the database was asked');
  });

  it('is stored only as a hash', async () => {
    const { id, text } = await makeKey();
    const { rows } = await world.owner.query('SELECT k::text AS whole, k.* FROM api_key k WHERE id = $1', [
      id,
    ]);
    expect(rows[0].hash).toHaveLength(32);
    expect(rows[0].hint).toBe(text.slice(-4));
    const secret = text.slice(6, 38);
    const stored = [
      rows[0].whole,
      JSON.stringify(rows[0]),
      rows[0].hash.toString('latin1'),
      rows[0].hash.toString('hex'),
    ];
    for (const form of [
      secret,
      secret.slice(0, 8),
      secret.slice(8, 24),
      secret.slice(-8),
      Buffer.from(secret).toString('hex'),
    ]) {
      for (const place of stored) expect(place).not.toContain(form);
    }
  });

  it('lets its organisation in, and nobody with a key that was never given out', async () => {
    const { text } = await makeKey();
    expect(await authenticateApiKey(world.db.pool, text)).toMatchObject({
      organisationId,
      sells: true,
      buys: true,
    });
    expect((await apiClient(url, text)('GET', '/wallet')).status).toBe(200);
    const unknown = await apiClient(url, newApiKey().text)('GET', '/wallet');
    expect(unknown).toMatchObject({ status: 401, body: { code: 'unauthorised' } });
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('revoked lets nobody in from the next request on, and others stay', async () => {
    const [gone, stays] = [await makeKey(), await makeKey()];
    const ask = apiClient(url, gone.text);
    expect((await ask('GET', '/wallet')).status).toBe(200);
    await revokeApiKey(world.db, { ...ACTOR, organisationId, keyId: gone.id, now: new Date() });
    expect((await ask('GET', '/wallet')).status).toBe(401);
    expect(await authenticateApiKey(world.db.pool, gone.text)).toBeNull();
    expect((await apiClient(url, stays.text)('GET', '/wallet')).status).toBe(200);
  });

  it('stays revoked since the first time', async () => {
    const { id: keyId } = await makeKey();
    const first = new Date('2026-05-01T10:00:00Z');
    await revokeApiKey(world.db, { ...ACTOR, organisationId, keyId, now: first });
    await revokeApiKey(world.db, { ...ACTOR, organisationId, keyId, now: new Date('2026-05-02T10:00:00Z') });
    const { rows } = await world.owner.query('SELECT revoked_at FROM api_key WHERE id = $1', [keyId]);
    expect(rows[0].revoked_at).toEqual(first);
  });

  it('is revoked by its own organisation alone', async () => {
    const { id: keyId, text } = await makeKey();
    const stranger = await makeOrganisation(world.db, 'both');
    for (const input of [
      { organisationId: stranger, keyId },
      { organisationId, keyId: 'key_unknown' },
    ]) {
      await expect(revokeApiKey(world.db, { ...ACTOR, ...input, now: new Date() })).rejects.toMatchObject({
        code: 'api_key_unknown',
      });
    }
    expect((await apiClient(url, text)('GET', '/wallet')).status).toBe(200);
  });
});

describe('what a key may do', () => {
  it('is offered to who has a use for it: both sides of a dispute, buyers alone for the rest', () => {
    const [selling, buying] = [
      scopesFor({ sells: true, buys: false }),
      scopesFor({ sells: false, buys: true }),
    ];
    for (const scopes of [selling, buying]) expect(scopes).toContain('disputes:write');
    expect(buying).toContain('sales:write');
    expect(selling).not.toContain('sales:write');
  });

  it('was not lost when confirming an erasure got a scope of its own', async () => {
    const sellerId = await makeOrganisation(world.db, 'seller');
    const reads: Scope[] = ['sales:read', 'wallet:read'];
    const keys = await Promise.all([
      makeKey({ scopes: reads }),
      makeKey({ scopes: ['sales:write', 'sales:read'] }),
      makeKey(),
      makeKey({ scopes: reads, organisationId: sellerId }),
    ]);
    const migration = '../../prisma/migrations/20261127020000_sales_write/migration.sql';
    const sql = readFileSync(new URL(migration, import.meta.url), 'utf8');
    for (let times = 0; times < 2; times += 1) await world.owner.query(sql);
    const found = await Promise.all(keys.map(({ text }) => authenticateApiKey(world.db.pool, text)));
    expect(found.map((key) => [...(key?.scopes ?? [])].sort())).toEqual([
      ['sales:read', 'sales:write', 'wallet:read'],
      ['sales:read', 'sales:write'],
      ['wallet:read'],
      ['sales:read', 'wallet:read'],
    ]);
  });
});
