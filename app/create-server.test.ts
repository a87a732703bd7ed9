import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ActionFunctionArgs, ServerBuild } from '@remix-run/node';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createServer, trustHops } from './create-server.ts';
import { handleError as handlePageError } from './entry.server.tsx';
import { present } from './kernel/assert.ts';
import { pause, SECOND_MS } from './kernel/time.ts';
import { readEnv } from './platform/env.server.ts';
import { openLog } from './platform/log.server.ts';
import type { Db } from './platform/platform.server.ts';
import { plainWords } from './words/en/start.ts';

const seen = {
  contexts: [] as unknown[],
  addresses: [] as string[],
  hosts: [] as (string | null)[][],
  failure: null as Error | null,
  answersFailures: false,
};

/** Stands in for what the bundler makes of the pages: one route that takes every address. */
function oneRoute(): ServerBuild {
  const answer = async ({ request, context }: ActionFunctionArgs) => {
    if (seen.failure) throw seen.failure;
    seen.contexts.push(context);
    seen.addresses.push(request.url);
    seen.hosts.push([request.headers.get('host'), request.headers.get('x-forwarded-host')]);
    const { pathname } = new URL(request.url);
    return new Response(`${request.method} ${pathname} ${await request.text()}`);
  };
  const handleError = (error: unknown, args: ActionFunctionArgs) => {
    // Remix answers what a page throws; what is thrown here gets past it.
    if (!seen.answersFailures) throw error;
    handlePageError(error, args);
  };
  return {
    entry: { module: { default: () => new Response(''), handleError } },
    routes: {
      'routes/all': { id: 'routes/all', path: '*', module: { loader: answer, action: answer } },
    },
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '1' },
    assetsBuildDirectory: '',
    basename: '/',
    publicPath: '/',
    future: {},
    isSpaMode: false,
  } as unknown as ServerBuild;
}

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const LIMIT_BYTES = 64 * 1024;

let app: FastifyInstance | undefined;
let log = '';
afterEach(async () => {
  await app?.close();
  app = undefined;
  log = '';
});

/** The web process's server, whose database does not answer. */
async function start(
  more: Record<string, string> = {},
  keylessRatePerSecond = 100,
): Promise<FastifyInstance> {
  const env = readEnv({
    BIRJA_MODE: 'demo',
    APP_URL: 'http://localhost:3000',
    DATABASE_URL: 'postgresql://birja@127.0.0.1:1/birja',
    ENCRYPTION_KEYS: `k1:${key(1)}`,
    LOOKUP_KEY: key(2),
    SIGNING_KEY: key(3),
    SESSION_SECRET: key(4),
    ...more,
  });
  const refused = async () => {
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
  };
  const db = {
    pool: { query: refused, connect: refused },
    log: openLog('info', 'test', { write: (line) => (log += line) }),
  };
  app = await createServer({
    env,
    db: db as unknown as Db,
    settled: async () => false,
    keylessRatePerSecond,
    pages: { build: oneRoute(), files: null, embedScript: null },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app;
}

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** Sends the target as it is given: `fetch` would tidy it up. */
function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; chunks?: (string | Buffer)[] } = {},
): Promise<Answer> {
  const { port } = present(app, 'the server runs').server.address() as AddressInfo;
  const { method = 'GET', headers = {}, chunks = [] } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.on('error', reject);
    for (const chunk of chunks) sent.write(chunk);
    sent.end();
  });
}

const OWN = { origin: 'http://localhost:3000' };

describe('answers that are not pages', () => {
  it.each([
    '/api/v1/niches',
    '/api/v1/openapi.json',
    '/api/v1/sales',
    '/api/v1/nothing',
    '/healthz',
    '/readyz',
  ])('are neither kept nor guessed at: %s', async (path) => {
    await start();
    const { headers } = await send(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^req_/),
    });
  });

  it('are so for an address that cannot be read, too', async () => {
    await start();
    const { status, headers } = await send('/api/v1/%zz');
    expect([status, headers['x-content-type-options'], headers['cache-control']]).toEqual([
      404,
      'nosniff',
      'no-store',
    ]);
  });
});

describe('pages', () => {
  it.each([
    ['//', '/'],
    ['//:0', '/:0'],
    ['//evil.example/x', '/evil.example/x'],
    ['http://evil.example/x', '/x'],
  ])('take %s for an address of ours', async (target, pathname) => {
    await start();
    expect(await send(target)).toMatchObject({ status: 200, text: `GET ${pathname} ` });
    expect(seen.addresses.at(-1)).toBe(`http://localhost:3000${pathname}`);
  });

  it.each(['/%zz', '/%', '/a?%zz'])('never answer 5xx to %s', async (target) => {
    await start();
    expect((await send(target)).status).toBeLessThan(500);
  });

  it('get the description of the API made once', async () => {
    await start();
    await send('/');
    await send('/');
    const [first, second] = seen.contexts.slice(-2) as { openApi: unknown }[];
    expect(first?.openApi).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
    expect(second?.openApi).toBe(first?.openApi);
  });

  it('are kept by no browser and no proxy unless they say so, for they may hold contacts', async () => {
    await start();
    const { headers } = await send('/buy/inbox');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['x-request-id']).toMatch(/^req_/);
  });

  it('get a body whole, up to the limit, and 413 answers one above it', async () => {
    await start();
    const half = Buffer.alloc(LIMIT_BYTES / 2, 'a');
    const within = await send('/form', { method: 'POST', headers: OWN, chunks: [half, half] });
    expect([within.status, within.text.length]).toEqual([200, 'POST /form '.length + LIMIT_BYTES]);
    const headers = { ...OWN, 'content-type': 'application/x-www-form-urlencoded' };
    const above = await send('/form', { method: 'POST', headers, chunks: [half, half, 'a'] });
    expect([above.status, above.headers['content-type'], above.text]).toEqual([
      413,
      'text/plain; charset=utf-8',
      `${plainWords.tooLarge}\n`,
    ]);
  });

  it('let a browser say where a form comes from: without scripts it names no origin where it may name no page', async () => {
    await start();
    expect((await send('/')).headers['referrer-policy']).toBe('same-origin');
  });

  it('take a form under the name that a proxy has for us', async () => {
    await start();
    const headers = { ...OWN, host: '10.0.0.2:8080', 'x-forwarded-host': 'inside.example' };
    await send('/form', { method: 'POST', headers, chunks: ['a'] });
    expect(seen.hosts.at(-1)).toEqual(['localhost:3000', null]);
  });

  it('that fail say so shortly, and the log tells where', async () => {
    await start();
    seen.failure = new Error('a visitor wrote this');
    const { status, headers, text } = await send('/');
    seen.failure = null;
    expect([status, headers['content-type'], text]).toEqual([
      500,
      'text/plain; charset=utf-8',
      `${plainWords.failed}\n`,
    ]);
    expect(log).toMatch(/"msg":"request failed"/);
    expect(log).not.toContain('a visitor wrote this');
  });
});

describe('a page that fails', () => {
  it.each([
    ['while the database is away', Object.assign(new Error('away'), { code: 'ECONNREFUSED' }), 503, '5'],
    ['for any other reason', new Error('a defect'), 500, undefined],
  ])('%s says whether it may be asked for again', async (_, failure, status, retryAfter) => {
    await start();
    Object.assign(seen, { failure, answersFailures: true });
    const answers = [await send('/'), await send('/', { method: 'POST', headers: OWN, chunks: ['a'] })];
    Object.assign(seen, { failure: null, answersFailures: false });
    expect(answers.map((answer) => [answer.status, answer.headers['retry-after']])).toEqual([
      [status, retryAfter],
      [status, retryAfter],
    ]);
    expect(log).toMatch(/"msg":"page failed"/);
  });
});

describe('the limit on pages', () => {
  /** Sixty at once. On a machine that is busy they may not come within the second that the limit counts: then once more. */
  const burst = async (headers: (n: number) => Record<string, string> = () => ({})) => {
    for (let tries = 1; ; tries += 1) {
      const startMs = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, n) => send('/market', { headers: headers(n) })),
      );
      if (performance.now() - startMs < SECOND_MS) return answers;
      if (tries === 10) throw new Error('sixty requests never came within a second');
      await pause(SECOND_MS);
    }
  };
  const forwarded = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}` });

  it('refuses the rest of a burst from one address, says for how long, and lets the API be', async () => {
    await start();
    const answers = await burst();
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(40);
    expect(refused).toHaveLength(20);
    expect(refused[0]).toMatchObject({
      headers: {
        'retry-after': '1',
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
      },
      text: `${plainWords.tooMany(1)}\n`,
    });
    expect((await send('/api/v1/openapi.json')).status).toBe(200);
    expect((await send('/healthz')).status).toBe(200);
  });

  it('does not believe a visitor about his address', async () => {
    await start();
    expect((await burst(forwarded)).some(({ status }) => status === 429)).toBe(true);
  });

  it('tells visitors behind a trusted proxy apart', async () => {
    await start({ TRUST_PROXY: '1' });
    expect((await burst(forwarded)).every(({ status }) => status === 200)).toBe(true);
  });

  it('takes a /64 for one visitor, and its neighbour for another', async () => {
    await start({ TRUST_PROXY: '1' });
    const answers = await burst((n) => ({ 'x-forwarded-for': `2001:db8:0:1::${n}` }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(40);
    const headers = { 'x-forwarded-for': '2001:db8:0:2::1' };
    expect((await send('/market', { headers })).status).toBe(200);
  });

  it('takes the address that the proxy added, not the one the visitor did', async () => {
    await start({ TRUST_PROXY: '1' });
    const claimed = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}, 203.0.113.7` });
    expect((await burst(claimed)).some(({ status }) => status === 429)).toBe(true);
  });

  it('counts proxies outwards', async () => {
    await start({ TRUST_PROXY: '2' });
    const claimed = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}, 203.0.113.7` });
    expect((await burst(claimed)).every(({ status }) => status === 200)).toBe(true);
  });
});

it('counts who has no key for the API by the /64', async () => {
  await start({ TRUST_PROXY: '1' }, 1);
  const ask = (address: string) => send('/api/v1/sales', { headers: { 'x-forwarded-for': address } });
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => ask(`2001:db8:0:1::${n}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  expect((await ask('2001:db8:0:2::1')).status).toBe(401);
});

it('believes no header when the nearest proxy is not in our own network', () => {
  const trusts = trustHops(2);
  expect([trusts('203.0.113.7', 0), trusts('::ffff:203.0.113.7', 0), trusts('nonsense', 0)]).toEqual([
    false,
    false,
    false,
  ]);
  expect([trusts('10.0.0.2', 0), trusts('::ffff:10.0.0.2', 0), trusts('203.0.113.7', 1)]).toEqual([
    true,
    true,
    true,
  ]);
  expect(trusts('10.0.0.2', 2)).toBe(false);
});

describe('who guesses the tokens of channels', () => {
  it('is counted by address, and from then on nothing is looked up for them', async () => {
    await start({}, 1);
    const statuses = [];
    for (let nth = 0; nth < 7; nth += 1) {
      const token = String(nth).repeat(32);
      statuses.push((await send(`/in/${token}`, { method: 'POST', chunks: ['{}'] })).status);
    }
    // There is no database behind it: what is looked up fails, and what is refused for its rate is not looked up.
    expect(statuses).toEqual([...Array(5).fill(500), 429, 429]);
  });
});

describe('a body that comes a byte at a time', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Sends the head and one byte of what it promises; told when the server hangs up. */
  function drip(method: string, path: string): { arrived: Promise<void>; hungUp: Promise<string> } {
    const server = present(app, 'the server runs');
    const { port } = server.server.address() as AddressInfo;
    const arrived = new Promise<void>((done) => server.server.once('request', () => done()));
    const hungUp = new Promise<string>((done) => {
      const headers = { ...OWN, 'content-length': '1000', 'content-type': 'text/plain' };
      const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
      sent.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? ''));
      sent.on('response', (response) => response.resume().on('end', () => done('answered')));
      sent.write('a');
    });
    return { arrived, hungUp };
  }

  it.each([
    ['POST', '/sell/offers'],
    ['PUT', '/sell/import'],
  ])('is cut off: %s %s', async (method, path) => {
    await start();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { arrived, hungUp } = drip(method, path);
    await arrived;
    vi.advanceTimersByTime(30_000);
    expect(await hungUp).toBe('ECONNRESET');
  });
});
