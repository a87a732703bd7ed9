import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelKind } from '#app/domain/leads/channels/channel.ts';
import { LEADS, type Payload } from '../factories/channel-payloads.ts';
import { makeChannel } from '../factories/channels.ts';
import { freshPhone, makeKey, makeOffer, makeOrganisation } from '../factories/market.ts';
import { VALID_BODIES } from '../factories/requests.ts';
import { type Random, randomOf } from '../faults/random.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

/*
 * Bad bodies to every way in, a thousand to each in the long form. The seed is in the name of the tests: BIRJA_FUZZ_SEED plays
 * a run again.
 */

const SEED = Number(process.env.BIRJA_FUZZ_SEED ?? Date.now() % 1_000_000_007);
const BODIES = 1_000;
const AT_ONCE = 8;
/** What only somebody who debugs the server would see. */
const INSIDES =
  /\bat [\w.<>]+ \(|node_modules|node:internal|\.ts:\d|\.js:\d|\bstack\b|syntax error at|SELECT |prisma|pg_/i;

/** A way in: where it is, and a request as it should be, which is then spoilt. */
type Way = { readonly path: string; readonly valid: () => Payload };

let world: World;
let stop: () => Promise<void>;
let url: string;
const ways: Record<string, Way> = {};

beforeAll(async () => {
  world = await openWorld();
  ({ url, stop } = await serve(world, { works: false }));
  const organisationId = await makeOrganisation(world.db, 'seller');
  const offerId = (await makeOffer(world.db, organisationId)).id;
  const key = await makeKey(world.db, organisationId);
  ways.api = {
    path: '/api/v1/leads',
    valid: () => ({
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(VALID_BODIES.takeLead?.({ offerId })),
    }),
  };
  let event = 0;
  for (const kind of ['webhook', 'email', 'vk', 'telegram', 'call'] as const satisfies ChannelKind[]) {
    const { secrets } = await makeChannel(world.db, { organisationId, offerId, kind });
    ways[kind] = {
      path: `/in/${secrets.token}`,
      valid: () => {
        event += 1;
        return LEADS[kind]({ phone: freshPhone(), event, secret: secrets.secret });
      },
    };
  }
});
afterAll(async () => {
  await stop();
  await world.close();
});

/** Every way in, by its name above; another one is another name here. */
const WAYS = ['api', 'webhook', 'email', 'vk', 'telegram', 'call'] as const;

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  -0.5,
  2 ** 53,
  '',
  ' ',
  'null',
  '\0',
  '\ud800',
  '\u202e',
  "'; DROP TABLE lead; --",
  '{{7*7}}',
  '%00%ff',
  '999999999999999999999999',
  '2026-13-45T99:99:99Z',
  '0000-01-01T00:00:00Z',
  '+380',
  'a@b@c',
  'x'.repeat(5_000),
  'ё'.repeat(4_000),
  [],
  [[[[[[[[[[[[]]]]]]]]]]]],
  {},
  { toString: 1, constructor: { prototype: 1 } },
  Array.from({ length: 300 }, (_, index) => index),
];

const CONTENT_TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'message/rfc822',
  'text/plain; charset=utf-16',
  'application/octet-stream',
  '',
];

function oddText(random: Random): string {
  const value = random.pick(ODD_VALUES);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One part of a document put at odds, somewhere. */
function spoil(random: Random, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || random.chance(0.15)) return random.pick(ODD_VALUES);
  if (Array.isArray(value)) {
    if (value.length === 0) return random.pick(ODD_VALUES);
    const at = Math.floor(random.between(0, value.length));
    return value.map((item, index) => (index === at ? spoil(random, item) : item));
  }
  const entries = Object.entries(value);
  const act = random.unit();
  if (entries.length === 0 || act < 0.1) return { ...value, [oddText(random)]: random.pick(ODD_VALUES) };
  const [name] = random.pick(entries);
  if (act < 0.25) return Object.fromEntries(entries.filter(([other]) => other !== name));
  if (act < 0.3) return JSON.parse(`{"__proto__":{"test":true},"constructor":1}`);
  return Object.fromEntries(
    entries.map(([other, inner]) => [other, other === name ? spoil(random, inner) : inner]),
  );
}

function spoilBytes(random: Random, body: string): Buffer {
  const bytes = Buffer.from(body);
  const changes = 1 + Math.floor(random.between(0, 6));
  for (let change = 0; change < changes && bytes.length > 0; change += 1)
    bytes[Math.floor(random.between(0, bytes.length))] = Math.floor(random.between(0, 256));
  return bytes;
}

function badBody(random: Random, { body }: Payload): Buffer | string {
  const act = random.unit();
  if (act < 0.1)
    return Buffer.from(
      Array.from({ length: Math.floor(random.between(0, 400)) }, () => Math.floor(random.between(0, 256))),
    );
  if (act < 0.25) return body.slice(0, Math.floor(random.between(0, body.length)));
  if (act < 0.45) return spoilBytes(random, body);
  if (act < 0.5) return body + body;
  if (act < 0.55) return '['.repeat(5_000);
  if (body.startsWith('{')) return JSON.stringify(spoil(random, JSON.parse(body)));
  return body
    .split(random.chance(0.5) ? '&' : '\r\n')
    .map((part) => (random.chance(0.3) ? oddText(random) : part))
    .join(random.chance(0.5) ? '&' : '\r\n');
}

async function send(way: Way, position: number) {
  const random = randomOf(SEED, position);
  const payload = way.valid();
  const headers: Record<string, string> = { ...payload.headers };
  if (random.chance(0.15)) headers['content-type'] = random.pick(CONTENT_TYPES);
  const body = badBody(random, payload);
  const response = await fetch(url + way.path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return { status: response.status, text: await response.text(), sent: body.toString().slice(0, 2_000) };
}

async function wholeRows() {
  const { rows } = await world.owner.query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM lead) AS leads,
       (SELECT count(*)::int FROM lead l JOIN lead_contact c ON c.lead_id = l.id JOIN vault.lead_key k ON k.lead_id = l.id
          JOIN lead_consent w ON w.lead_id = l.id) AS whole,
       (SELECT count(*)::int FROM lead_contact) AS contacts,
       (SELECT count(*)::int FROM vault.lead_key) AS keys,
       (SELECT count(*)::int FROM lead_consent) AS consents,
       (SELECT count(*)::int FROM pgboss.job, jsonb_array_elements(data->'ids') WHERE name = 'lead-accepted') AS jobs,
       (SELECT count(*)::int FROM channel_event e WHERE outcome = 'taken'
          AND NOT EXISTS (SELECT FROM lead l WHERE l.id = e.lead_id)) AS dangling,
       (SELECT count(*)::int FROM intake_key k WHERE NOT EXISTS (SELECT FROM lead l WHERE l.id = k.lead_id)) AS orphans`,
  );
  return rows[0] ?? {};
}

describe(`bad bodies, seed ${SEED}`, () => {
  it.each(WAYS)(
    '%s answers each plainly, and writes no row half',
    async (name) => {
      const way = ways[name] as Way;
      const before = (await wholeRows()).leads ?? 0;
      const statuses = new Map<number, number>();
      let taken = 0;
      const positions = Array.from({ length: BODIES }, (_, position) => position);
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let position = positions.pop(); position !== undefined; position = positions.pop()) {
            const answer = await send(way, WAYS.indexOf(name) * BODIES + position);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            if (answer.status < 300 && answer.text.includes('lead_')) taken += 1;
            if (answer.status >= 500 || INSIDES.test(answer.text))
              throw new Error(`at ${position}: ${answer.status} ${answer.text}\nto: ${answer.sent}`);
          }
        }),
      );
      const rows = await wholeRows();
      const { leads = 0 } = rows;
      expect(rows).toEqual({
        leads,
        whole: leads,
        contacts: leads,
        keys: leads,
        consents: leads,
        jobs: leads,
        dangling: 0,
        orphans: 0,
      });
      // VK and Telegram hear the same whatever became of it.
      if (name !== 'vk' && name !== 'telegram') expect(leads - before).toBeLessThanOrEqual(taken);
      expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(BODIES);
      expect(
        [...statuses].filter(([status]) => status >= 400).length,
        'bad bodies are refused',
      ).toBeGreaterThan(0);
      expect(statuses.has(429), 'all of them were read').toBe(false);
    },
    240_000,
  );
});
