import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Call } from '#app/api/call.ts';
import { CALLS } from '#app/api/calls.ts';
import { COMMON_REFUSALS, KEY_REFUSALS, REFUSALS } from '#app/api/refusals.ts';
import { fund, makeKey, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { VALID_BODIES } from '../factories/requests.ts';
import type { Answer } from '../setup/client.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

type Schema = Record<string, unknown>;
type Parameter = { name: string; in: string; required: boolean; schema: Schema };
type Content = Record<string, { schema: Schema }>;
type Operation = {
  operationId: string;
  summary: string;
  description: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content; 'x-codes'?: string[] }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, Schema> };
};

const MEGABYTE = 1024 * 1024;
const BODY_LIMIT = 64 * 1024;

let world: World;
let url: string;
let stop: () => Promise<void>;
let key: string;
let document: Document;
let problemSchema: z.ZodType;
let ids: { offer: string; ord: string; endp: string };

beforeAll(async () => {
  world = await openWorld();
  ({ url, stop } = await serve(world, { works: false }));
  const organisationId = await makeOrganisation(world.db, 'both');
  key = await makeKey(world.db, organisationId);
  await fund(world.db, organisationId, 1_000_000n);
  document = await (await fetch(`${url}/api/v1/openapi.json`)).json();
  problemSchema = z.fromJSONSchema(document.components.schemas.Problem as never);
  ids = {
    offer: (await makeOffer(world.db, organisationId)).id,
    ord: (await makeOrder(world.db, organisationId)).id,
    endp: (await send('POST', '/endpoints', { url: 'https://example.com', events: ['lead.sold'] })).body.id,
  };
});

afterAll(async () => {
  await stop();
  await world.close();
});

type Sent = Answer & { text: string };

/** Sends as it is given: text and bytes unchanged, anything else as JSON. */
async function send(
  method: string,
  path: string,
  payload?: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${key}` },
): Promise<Sent> {
  const isRaw = payload === undefined || typeof payload === 'string' || payload instanceof Uint8Array;
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers,
    ...(payload === undefined ? {} : { body: isRaw ? (payload as string) : JSON.stringify(payload) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text ? JSON.parse(text) : null };
}

const FAULTS = /node_modules|\bat .+:\d+:\d+|\bat async\b|Prisma|SELECT |INSERT |<html|<!doctype/i;

/** A refusal as the contract has it: a problem of RFC 9457 that names the request and gives nothing of the inside away. */
function expectProblem(sent: Sent, status: number | readonly number[], code?: string): void {
  const context = `${sent.status} ${sent.text.slice(0, 300)}`;
  expect([status].flat(), context).toContain(sent.status);
  expect(sent.headers.get('content-type'), context).toMatch(/^application\/problem\+json/);
  expect(() => problemSchema.parse(sent.body), context).not.toThrow();
  expect(sent.body.status).toBe(sent.status);
  expect(sent.body.request_id).toMatch(/^req_/);
  expect(sent.text).not.toMatch(FAULTS);
  if (code) expect(sent.body.code, context).toBe(code);
}

const valid = (operation: string) => VALID_BODIES[operation]?.({ offerId: ids.offer }) ?? {};

describe('the OpenAPI document', () => {
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, { servers: _elsewhere, ...methods }]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method,
        operation: operation as Operation,
      })),
    );
  const operationOf = (call: Call) => document.paths[call.path]?.[call.method.toLowerCase()] as Operation;

  it('is OpenAPI 3.1 with a title, a version and an address', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info.title).toBeTruthy();
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(document.servers.map((server) => new URL(server.url).pathname)).toEqual(['/api/v1']);
  });

  it('holds every call, the address of channels, and nothing else', () => {
    const described = operations().map(
      ({ path, method, operation }) => `${operation.operationId} ${method} ${path}`,
    );
    expect(described.sort()).toEqual(
      [
        ...CALLS.map((call) => `${call.operation} ${call.method.toLowerCase()} ${call.path}`),
        'sendToChannel post /in/{token}',
      ].sort(),
    );
  });

  it('gives every operation a name of its own, words and a method that OpenAPI has', () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, method, operation } of operations()) {
      expect(path).toMatch(/^\/[a-z]/);
      expect(['get', 'post', 'patch', 'delete', 'put']).toContain(method);
      expect(operation.summary, operation.operationId).toMatch(/\S/);
      expect(operation.description, operation.operationId).toMatch(/\S/);
    }
  });

  it('declares the parameters of each path, no more and no fewer, and none twice', () => {
    for (const { path, operation } of operations()) {
      const inPath = operation.parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
      );
      for (const one of inPath) expect(one.required, `${operation.operationId} ${one.name}`).toBe(true);
      const all = operation.parameters.map((one) => `${one.in} ${one.name}`);
      expect(new Set(all).size).toBe(all.length);
      for (const one of operation.parameters) {
        expect(['path', 'query', 'header']).toContain(one.in);
        expect(one.schema, `${operation.operationId} ${one.name}`).toBeTypeOf('object');
      }
    }
  });

  it('answers each operation by at least one success, and every answer has a description', () => {
    for (const call of CALLS) {
      const { responses } = operationOf(call);
      expect(
        Object.keys(call.answers).every((status) => status in responses),
        call.operation,
      ).toBe(true);
      expect(
        Object.keys(responses).some((status) => status.startsWith('2')),
        call.operation,
      ).toBe(true);
      for (const [status, response] of Object.entries(responses)) {
        expect(status).toMatch(/^[2-5]\d\d$/);
        expect(response.description).toMatch(/\S/);
      }
    }
  });

  it('names every refusal of a call under its status, as a problem', () => {
    for (const call of CALLS) {
      const { responses } = operationOf(call);
      const own = [...call.refusals, ...COMMON_REFUSALS, ...(call.access.kind === 'key' ? KEY_REFUSALS : [])];
      for (const code of own) {
        const response = responses[REFUSALS[code].status];
        expect(response?.['x-codes'], `${call.operation} ${code}`).toContain(code);
        expect(response?.description).toContain(code);
        expect(Object.keys(response?.content ?? {})).toEqual(['application/problem+json']);
        expect(response?.content?.['application/problem+json']?.schema).toEqual({
          $ref: '#/components/schemas/Problem',
        });
      }
    }
  });

  it('asks for a key where a key is asked for, and says 401 there alone', () => {
    for (const call of CALLS) {
      const { security, responses } = operationOf(call);
      const isKeyed = call.access.kind === 'key';
      expect(security, call.operation).toEqual(isKeyed ? [{ key: [] }] : []);
      expect('401' in responses, call.operation).toBe(isKeyed);
      expect('403' in responses, call.operation).toBe(isKeyed);
    }
    expect(document.components.securitySchemes.key).toEqual({ type: 'http', scheme: 'bearer' });
  });

  it('says where channels lie, and takes what each kind of sender sends', () => {
    const { servers, post } = document.paths['/in/{token}'] as unknown as {
      servers: { url: string }[];
      post: Operation;
    };
    expect(servers.map((server) => new URL(server.url).pathname)).toEqual(['/']);
    const content = post.requestBody?.content ?? {};
    expect(Object.keys(content).sort()).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
      'message/rfc822',
      'multipart/form-data',
    ]);
    const json = z.fromJSONSchema(content['application/json']?.schema as never);
    for (const sent of [
      { name: 'Olena', phone: '+380501234567' },
      { type: 'confirmation', group_id: 1 },
      { update_id: 1, message: { chat: { id: 1, type: 'private' }, text: 'hi' } },
    ])
      expect(json.safeParse(sent).success, JSON.stringify(sent)).toBe(true);
    const answer = z.fromJSONSchema(post.responses['200']?.content?.['application/json']?.schema as never);
    expect(answer.safeParse({ status: 'accepted', lead_id: 'lead_1' }).success).toBe(true);
    expect(post.responses['404']?.['x-codes']).toEqual(['channel_unknown']);
  });

  it('leads to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      expect(reference).toMatch(/^#\//);
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, part) => (at as Schema | undefined)?.[part], document);
      expect(found, reference).toBeDefined();
    }
  });

  it('describes bodies by schemas that take what the call takes, and refuse what it refuses', async () => {
    for (const call of CALLS.filter((one) => one.body)) {
      const content = operationOf(call).requestBody?.content['application/json']?.schema;
      const schema = z.fromJSONSchema(content as never);
      const body = valid(call.operation);
      expect(schema.safeParse(body).error?.issues, call.operation).toBeUndefined();
      expect(call.body?.safeParse(body).success, call.operation).toBe(true);
      for (const wrong of [
        { ...body, surprise: 1 },
        [],
        'x',
        Object.fromEntries(Object.keys(body).map((name) => [name, {}])),
      ]) {
        expect(
          schema.safeParse(wrong).success,
          `${call.operation} ${JSON.stringify(wrong).slice(0, 80)}`,
        ).toBe(false);
      }
    }
  });

  it('describes a problem with all that a problem has', () => {
    const { required, properties } = document.components.schemas.Problem as {
      required: string[];
      properties: Schema;
    };
    expect(required.sort()).toEqual(['code', 'detail', 'errors', 'request_id', 'status', 'title', 'type']);
    expect((properties.code as { enum: string[] }).enum.sort()).toEqual(Object.keys(REFUSALS).sort());
  });
});

describe('a refusal', () => {
  it('of no key, a wrong one or another scheme is 401 and names the scheme', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer ',
      'Basic dTpw',
      `Basic ${key}`,
      `Bearer ${key}x`,
      `Bearer ${'x'.repeat(4_000)}`,
    ]) {
      const sent = await send('GET', '/wallet', undefined, authorization ? { authorization } : {});
      expectProblem(sent, 401, 'unauthorised');
      expect(sent.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('of what does not exist is 404, be it an id, a path or a method', async () => {
    for (const path of [
      '/leads/lead_01jd8m3c9ve0r8x2b6kqz4t7na',
      '/offers/x',
      '/nothing',
      '/',
      '/leads/a/b',
      '/..%2f..%2fetc',
    ]) {
      expectProblem(await send('GET', path), 404);
    }
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expectProblem(await send(method, '/leads'), 404);
  });

  it('of a body that is no JSON is 400', async () => {
    const raw = [
      '{',
      '{"a":1,}',
      'NaN',
      "{'a':1}",
      '\u0000',
      '{"a":"\u0001"}',
      'offer_id=x',
      '<xml/>',
      '[[[',
      '{"a":1}{"b":2}',
    ];
    for (const text of raw) expectProblem(await send('POST', '/leads', text), 400, 'body_malformed');
    expectProblem(await send('POST', '/leads', new Uint8Array([0xff, 0xfe, 0x00])), 400, 'body_malformed');
  });

  it('of a body that is JSON and no object is 422, and so is none at all', async () => {
    for (const text of ['[]', 'null', '"x"', '1', 'true', '-0', '1e400', '[{}]', '{}']) {
      expectProblem(await send('POST', '/leads', text), 422, 'invalid');
    }
    expectProblem(await send('POST', '/leads'), 422, 'invalid');
    expectProblem(await send('POST', '/leads', ''), 422, 'invalid');
  });

  it('does not depend on the content type: JSON is JSON', async () => {
    for (const type of [
      'application/json',
      'text/plain',
      'application/json; charset=utf-8',
      'multipart/form-data',
    ]) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': type };
      expect((await send('POST', '/leads', valid('takeLead'), headers)).status, type).toBe(202);
      expectProblem(await send('POST', '/leads', '{', headers), 400, 'body_malformed');
    }
  });

  it('of a body over 64 kB is 413, however it is sent; 64 kB are taken', async () => {
    const body = JSON.stringify(valid('takeLead'));
    expect((await send('POST', '/leads', body + ' '.repeat(BODY_LIMIT - body.length))).status).toBe(202);
    expectProblem(
      await send('POST', '/leads', body + ' '.repeat(BODY_LIMIT - body.length + 1)),
      413,
      'body_too_large',
    );
    expectProblem(await send('POST', '/leads', 'x'.repeat(MEGABYTE)), 413, 'body_too_large');
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`"${'x'.repeat(BODY_LIMIT)}"`));
        controller.close();
      },
    });
    const response = await fetch(`${url}/api/v1/leads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect((await response.json()).code).toBe('body_too_large');
  });

  it('of wrong fields is 422 and names each of them, nested ones by their path', async () => {
    const body = valid('takeLead') as { contact: object; source: object };
    const sent = await send('POST', '/leads', {
      ...body,
      contact: { ...body.contact, name: 7 },
      budget: { amount_minor: '12.50', currency: 'UAH' },
      source: { ...body.source, sub_ids: ['a', 5] },
      consent: { text: 'yes', given_at: 'yesterday' },
      channel: 'pigeon',
      region: undefined,
      surprise: true,
    });
    expectProblem(sent, 422, 'invalid');
    const named = Object.fromEntries(
      sent.body.errors.map((one: { field: string; code: string }) => [one.field, one.code]),
    );
    expect(named).toEqual({
      'contact.name': 'invalid_type',
      'budget.amount_minor': 'amount_form',
      'source.sub_ids.1': 'invalid_type',
      'consent.given_at': 'time_form',
      channel: 'invalid_value',
      region: 'required',
      surprise: 'unrecognized',
    });
    for (const { message } of sent.body.errors) expect(message).toMatch(/^[a-z].{5,}/);
  });

  it('of the business names its field too', async () => {
    const sent = await send('POST', '/leads', { ...valid('takeLead'), region: 'XX-99' });
    expectProblem(sent, 422, 'region_unknown');
    expect(sent.body.errors).toEqual([expect.objectContaining({ field: 'region', code: 'region_unknown' })]);
  });

  it('of too many requests in five seconds is 429, says when to come back, and holds then', async () => {
    const organisationId = await makeOrganisation(world.db, 'both');
    const headers = {
      authorization: `Bearer ${await makeKey(world.db, organisationId, { ratePerSecond: 2 })}`,
    };
    const ask = () => send('GET', '/wallet', undefined, headers);
    // Only the calendar stands still: the five seconds last as long as the test wants, however slow the machine is.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    try {
      const burst = await Promise.all(Array.from({ length: 14 }, ask));
      const refused = burst.filter(({ status }) => status !== 200);
      expect(refused).toHaveLength(4);
      for (const one of refused) {
        expectProblem(one, 429, 'rate_limited');
        expect(one.headers.get('retry-after')).toBe('5');
      }
      vi.setSystemTime(Date.now() + 4_999);
      expect((await ask()).status).toBe(429);
      vi.setSystemTime(Date.now() + 1);
      expect((await ask()).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
    expect((await send('GET', '/wallet')).status).toBe(200);
  });
});

/** What a careless or a hostile sender puts where something else belongs. */
const ODDITIES: readonly [what: string, json: string][] = [
  ['null', 'null'],
  ['a boolean', 'true'],
  ['zero', '0'],
  ['a negative number', '-1'],
  ['a fraction', '1.5'],
  ['a number too exact', '9007199254740993'],
  ['a huge number', '1e308'],
  ['more than a number holds', '1e999'],
  ['an empty text', '""'],
  ['a text', '"x"'],
  ['a long text', JSON.stringify('x'.repeat(5_000))],
  ['a NUL character', '"\\u0000"'],
  ['a NUL character inside', '"a\\u0000b"'],
  ['half a surrogate pair', '"\\ud800"'],
  ['the other half', '"a\\udc00b"'],
  ['SQL', JSON.stringify("'; DROP TABLE lead; --")],
  ['a deep nest', '['.repeat(2_000) + ']'.repeat(2_000)],
  ['an empty list', '[]'],
  ['a list of lists', '[[]]'],
  ['a list of null', '[null]'],
  ['a list with NUL', '["\\u0000"]'],
  ['an empty object', '{}'],
  ['an object with a prototype', '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'],
  ['a key with NUL', '{"a\\u0000":"b"}'],
  ['a key with half a pair', '{"\\udbff":"b"}'],
  ['an object that passes for a number', '{"valueOf":1,"toString":"x","toJSON":2}'],
];

const DEEP = [
  '['.repeat(30_000),
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
];
const UNSTORABLE = /\\u0000|\\ud800|\\udc00|\\udbff/;

describe('whatever is sent, nothing breaks', () => {
  const withBody = CALLS.filter((call) => call.body).map((call) => [call.operation, call] as const);

  it.each(withBody)('in each field of %s', async (operation, call) => {
    const path = pathOf(call);
    const whole = valid(operation);
    const requests = placesIn(whole).flatMap((place) =>
      ODDITIES.map(([what, json]) => ({ what, place, json })),
    );
    await sideBySide(requests, async ({ what, place, json }) => {
      const sent = await send(call.method, path, replaced(whole, place, json));
      const context = `${what} in ${place.join('.')}: ${sent.status} ${sent.text.slice(0, 200)}`;
      expect(sent.status, context).toBeLessThan(500);
      if (sent.status >= 400) expectProblem(sent, [400, 404, 409, 422]);
      if (UNSTORABLE.test(json)) expect(sent.body.code, context).toBe('body_malformed');
    });
  });

  it.each(withBody)('when %s lacks a field', async (operation, call) => {
    const whole = valid(operation);
    await sideBySide(placesIn(whole), async (place) => {
      const sent = await send(call.method, pathOf(call), replaced(whole, place, null));
      expect(sent.status, `without ${place.join('.')}: ${sent.text.slice(0, 200)}`).toBeLessThan(500);
      if (sent.status >= 400) expectProblem(sent, [404, 409, 422]);
    });
  });

  it.each(withBody)('when %s is nested deeply or is something else altogether', async (_operation, call) => {
    for (const text of [...DEEP, ...ODDITIES.map(([, json]) => json)]) {
      const sent = await send(call.method, pathOf(call), text);
      expect(sent.status, text.slice(0, 40)).toBeLessThan(500);
      if (sent.status >= 400) expectProblem(sent, [400, 404, 409, 422]);
    }
  });

  const withId = CALLS.filter((call) => call.path.includes('{'));

  async function expectNoFaultAt(call: Call, id: string): Promise<void> {
    const body = call.body ? valid(call.operation) : undefined;
    const sent = await send(call.method, call.path.replace('{id}', id), body);
    expect(sent.status, `${call.operation} ${id}: ${sent.text}`).toBeLessThan(500);
    if (sent.status >= 400) expectProblem(sent, [400, 404, 422]);
  }

  it('in an id', async () => {
    const odd = [
      "'%20OR%201=1",
      '%F0%9F%98%80',
      '%2f',
      '%3f',
      'x'.repeat(150),
      'x'.repeat(2_000),
      '__proto__',
      '%2e%2e',
    ];
    for (const call of withId) for (const id of odd) await expectNoFaultAt(call, id);
  });

  it('in an id with a NUL character', async () => {
    for (const call of withId) for (const id of ['%00', 'a%00b']) await expectNoFaultAt(call, id);
  });

  it('in an address that cannot be decoded', async () => {
    for (const call of withId)
      for (const id of ['%', '%E0%A4%A', '%ED%A0%80']) await expectNoFaultAt(call, id);
  });

  it('in a question', async () => {
    const odd = [
      '',
      '%00',
      'a%00b',
      '%',
      '%ED%A0%80',
      "'",
      '-1',
      '0',
      '1e9',
      'NaN',
      'x'.repeat(3_000),
      '[]',
      '%F0%9F%98%80',
      '__proto__',
    ];
    const names = [
      'limit',
      'cursor',
      'q',
      'niche',
      'region',
      'month',
      'temperature',
      'currency',
      'surprise',
      '__proto__',
      'toString',
    ];
    for (const call of CALLS.filter((one) => one.method === 'GET')) {
      const path = pathOf(call);
      const questions = names.flatMap((name) => odd.map((text) => `${name}=${text}`));
      await sideBySide(
        [...questions, 'limit=1&limit=2', 'limit[]=1', '&&&', '=', 'limit'],
        async (question) => {
          const sent = await send(
            'GET',
            `${path}?${question}`,
            undefined,
            call.access.kind === 'key' ? undefined : {},
          );
          expect(sent.status, `${call.operation} ${question}: ${sent.text.slice(0, 200)}`).toBeLessThan(500);
          if (sent.status >= 400) expectProblem(sent, [400, 404, 422, 429]);
        },
      );
    }
  });

  it('in a header', async () => {
    const odd = {
      'idempotency-key': ['', 'x'.repeat(256), 'é'],
      prefer: ['wait', 'wait=-1', 'wait=x', 'wait=1e9', 'x'.repeat(300)],
    };
    for (const [name, values] of Object.entries(odd)) {
      for (const value of values) {
        const sent = await send('POST', '/leads', valid('takeLead'), {
          authorization: `Bearer ${key}`,
          [name]: value,
        });
        expect(sent.status, `${name}: ${value.slice(0, 20)}`).toBeLessThan(500);
        if (sent.status >= 400) expectProblem(sent, [400, 422]);
      }
    }
  });

  it('and no object got a field from a prototype', async () => {
    const text = `{"__proto__":{"test":true},"consent":{"__proto__":{"text":"x"}},${JSON.stringify(valid('takeLead')).slice(1)}`;
    const sent = await send('POST', '/leads', text);
    expect(sent).toMatchObject({ status: 202, body: { test: false } });
    expect(({} as Record<string, unknown>).test).toBeUndefined();
  });
});

function pathOf(call: Call): string {
  const prefix = { offers: ids.offer, orders: ids.ord, endpoints: ids.endp }[call.path.split('/')[1] ?? ''];
  return call.path.replace('{id}', prefix ?? 'lst_01jd8m3c9ve0r8x2b6kqz4t7na');
}

type Place = readonly (string | number)[];

/** Where something stands in a value: every field and item, at every depth. */
function placesIn(value: unknown, above: Place = []): Place[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = [...above, Array.isArray(value) ? Number(name) : name];
    return [place, ...placesIn(inner, place)];
  });
}

/** The value as JSON with something else, or nothing, at a place. */
function replaced(value: unknown, place: Place, json: string | null): string {
  const [name, ...rest] = place;
  if (name === undefined) return json ?? '';
  if (Array.isArray(value)) {
    const items = value.flatMap((inner, index) => {
      if (index !== name) return [JSON.stringify(inner)];
      return json === null && rest.length === 0 ? [] : [replaced(inner, rest, json)];
    });
    return `[${items.join(',')}]`;
  }
  const fields = Object.entries(value as object).flatMap(([field, inner]) => {
    if (field !== name) return [`${JSON.stringify(field)}:${JSON.stringify(inner)}`];
    return json === null && rest.length === 0
      ? []
      : [`${JSON.stringify(field)}:${replaced(inner, rest, json)}`];
  });
  return `{${fields.join(',')}}`;
}

const AT_ONCE = 8;

async function sideBySide<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
