import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueFormToken } from '#app/domain/forms/form-token.server.ts';
import { makeForm, solve } from '../factories/forms.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

/* A thousand bad bodies to where forms are sent, half of them with a token that is right: no fault of ours, no stack, no half-written row. */

const BODIES = 1_000;
const SEED = Number(process.env.BIRJA_TEST_SEED ?? 20_261_126);
let world: World;
let url: string;
let stop: () => Promise<void>;
let formId: string;

beforeAll(async () => {
  world = await openWorld({ env: { TRUST_PROXY: '1' } });
  ({ url, stop } = await serve(world, { works: false }));
  const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
    niche: 'property.flat_new',
    regions: ['UA'],
    channels: ['form', 'quiz'],
  });
  formId = (await makeForm(world.db, offer, { kind: 'quiz' })).id;
});

afterAll(async () => {
  await stop();
  await world.close();
});

/** mulberry32: the same bodies for the same seed. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const NASTY: unknown[] = [
  ...[
    '',
    ' ',
    '\0',
    '\ud800',
    '😀'.repeat(50),
    'x'.repeat(4_999),
    'x'.repeat(6_000),
    "'; DROP TABLE lead; --",
  ],
  ...['<script>alert(1)</script>', '__proto__', '-1', '1e999', 'NaN', '9'.repeat(40), '+380671234567', 'a@b'],
  ...[null, true, 1, -1, 1.5, [], {}, [[]], [null], { length: 3 }, ['yes', 'yes', 'no']],
];
const FIELDS = [
  'token',
  'name',
  'phone',
  'email',
  'region',
  'consent',
  'page',
  'referrer',
  'q.rooms',
  'q.purpose',
  'code',
  '__proto__',
  'constructor',
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data',
  '',
];

it(`answers ${BODIES} bad bodies without a fault of ours (seed ${SEED})`, async () => {
  const roll = dice(SEED);
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
  const now = new Date(Date.now() - 60_000);
  const token = issueFormToken(world.db.keys.signing, { formId, version: 1, now }).text;
  const proof = await solve(token);
  const right = { name: ['Olena'], phone: ['+380671234567'], region: ['UA-30'], consent: [] as string[] };
  const asJson = () => {
    const fields: Record<string, unknown> = roll(2) ? { ...right, token: [token] } : {};
    for (let i = roll(6); i >= 0; i -= 1) {
      const value = pick(NASTY);
      fields[pick(FIELDS.slice(1))] = roll(2) ? [value] : value;
    }
    delete fields.consent;
    return JSON.stringify({
      fields: pick([fields, fields, fields, pick(NASTY)]),
      proof: pick([proof, proof, pick(NASTY)]),
    });
  };
  const asFields = () =>
    Array.from(
      { length: roll(300) },
      () => `${pick(FIELDS)}=${encodeURIComponent(String(pick(NASTY)).toWellFormed())}`,
    ).join('&');
  const bodies = Array.from({ length: BODIES }, () =>
    pick([asJson, asJson, asFields, () => asJson().slice(0, roll(60)), () => String(pick(NASTY))])(),
  );
  const faults: string[] = [];
  for (const [index, body] of bodies.entries()) {
    const path = pick([`/f/${formId}`, `/f/${formId}`, `/f/${formId}/events`]);
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': pick(TYPES), 'x-forwarded-for': `10.0.${index >> 8}.${index & 255}` },
      body,
    });
    const text = await answer.text();
    if (answer.status >= 500 || /\bat \S+\.ts|node_modules/.test(text))
      faults.push(`${answer.status} ${path} ${body.slice(0, 200)}`);
  }
  expect(faults).toEqual([]);
  for (const table of ['lead', 'lead_contact', 'lead_consent', 'vault.lead_key', 'intake_key'])
    expect((await world.owner.query(`SELECT FROM ${table}`)).rowCount, table).toBe(0);
}, 120_000);
