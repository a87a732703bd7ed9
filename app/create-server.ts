import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { ServerBuild } from '@remix-run/node';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import ipaddr from 'ipaddr.js';
import { HTTP_OPTIONS, mountApi } from './api/mount.server.ts';
import { mountChannels } from './api/mount-channels.server.ts';
import { openApiDocument } from './api/openapi.ts';
import { problem } from './api/problem.ts';
import { STATEMENT_LIMIT_BYTES } from './domain/billing/bank-line.ts';
import { takeStripeEvent } from './domain/billing/take-stripe-event.server.ts';
import { readVisitor } from './domain/identity/read-visitor.server.ts';
import type { Visitor } from './domain/identity/visitor.ts';
import type { Intake, Taken } from './domain/leads/intake.ts';
import { openIntake } from './domain/leads/open-intake.server.ts';
import { openRequestLog } from './domain/leads/open-request-log.server.ts';
import { mountForms } from './forms/mount-forms.server.ts';
import { Refusal } from './kernel/refusal.ts';
import { addressBlock } from './platform/address-block.ts';
import type { Env } from './platform/env.server.ts';
import { MIGRATION_NAMES } from './platform/migrations.server.ts';
import type { Db } from './platform/platform.server.ts';
import { readiness } from './platform/readiness.server.ts';
import { pageUrl, remixHandler } from './platform/remix-handler.server.ts';
import { stripePages } from './platform/stripe.server.ts';
import { readSessionCookie } from './routes/session-cookie.ts';
import { plainWords } from './words/en/start.ts';

/** Requests a second that one address may make of the API without a valid key. */
export const KEYLESS_RATE_PER_SECOND = 100;
/** A page takes some 13 ms of the process that also takes leads in. */
const PAGES_PER_SECOND = 40;
const PAGE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const OWN_NETWORKS = ['loopback', 'private', 'uniqueLocal', 'linkLocal'];
/** Within which a request's head comes, and its body unless it holds a large file. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Within which a large file comes, at some 80 kB a second. */
const UPLOAD_TIMEOUT_MS = 600_000;
const EVENT_LIMIT_BYTES = 512 * 1024;
/** A list of contacts that must not be traded. */
const LIST_LIMIT_BYTES = 8 * 1024 * 1024;
/** Pages that take a file, which may be larger than any other form: its size, and whether only admins send one. */
const UPLOADS = [
  { page: '/admin/bank/import', limitBytes: STATEMENT_LIMIT_BYTES, adminsOnly: true },
  { page: '/account/suppression', limitBytes: LIST_LIMIT_BYTES, adminsOnly: false },
  { page: '/admin/suppression', limitBytes: LIST_LIMIT_BYTES, adminsOnly: true },
];
/** Pages that read a large file as it comes, and bound it themselves; what they send is never whole in memory. */
const STREAMED = ['/sell/import'].flatMap((page) => [page, `${page}.data`]);
/** What a form adds to the file that it sends. */
const FORM_BYTES = 64 * 1024;

/** The pages as the bundler leaves them: Remix's build, and the folder of files for browsers, if there is one. */
export type Pages = {
  readonly build: ServerBuild;
  readonly files: string | null;
  /** The script that shows forms on other sites, if it was built. */
  readonly embedScript: string | null;
};

/**
 * Puts the web process's server together: limits and headers, health, API, files, pages. It does not listen yet.
 * @param options.settled resolves when a lead has its verdict, or after so many milliseconds
 */
export async function createServer(options: {
  env: Env;
  db: Db;
  settled: (leadId: string, ms: number) => Promise<boolean>;
  keylessRatePerSecond: number;
  pages: Pages;
}): Promise<FastifyInstance> {
  const { env, db, settled, keylessRatePerSecond, pages } = options;
  const app = Fastify({
    ...HTTP_OPTIONS,
    loggerInstance: db.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: UPLOAD_TIMEOUT_MS,
    http: { headersTimeout: REQUEST_TIMEOUT_MS },
    forceCloseConnections: 'idle',
    trustProxy: env.TRUST_PROXY > 0 && trustHops(env.TRUST_PROXY),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      addHeaders(request, reply);
      HTTP_OPTIONS.frameworkErrors(error, request, reply);
    },
  });
  app.addHook('onRequest', async (request) => cutSlow(request));
  app.addHook('onSend', async (request, reply) => addHeaders(request, reply));
  app.setErrorHandler(answerPlainly);
  mountHealth(app, env, db);
  const takeLead = openIntake(db);
  const requests = openRequestLog(db);
  app.addHook('onClose', () => requests.close());
  await mountApi(app, {
    appUrl: env.APP_URL,
    keylessRatePerSecond,
    context: (request, principal) => ({
      db,
      now: new Date(),
      actor: principal ? `key:${principal.keyId}` : 'anyone',
      origin: `api:${request.id}`,
      allowPrivateWebhooks: env.ALLOW_PRIVATE_WEBHOOKS,
      takeLead,
      settled,
    }),
    note: requests.note,
  });
  await mountChannels(app, { db, takeLead, ratePerSecond: keylessRatePerSecond });
  await mountStripe(app, db);
  await mountForms(app, { db, appUrl: env.APP_URL, takeLead, embedScript: pages.embedScript });
  await mountPages(app, { env, db, takeLead, pages });
  return app;
}

/** Requests that are cut off if they take too long. */
const cuts = new WeakMap<FastifyRequest['raw'], NodeJS.Timeout>();

/** Only a large file may take longer; who sends anything else a byte at a time holds a connection for nothing. */
function cutSlow({ raw }: FastifyRequest): void {
  const hasBody =
    raw.headers['content-length'] !== undefined || raw.headers['transfer-encoding'] !== undefined;
  if (!hasBody) return;
  const timer = setTimeout(() => raw.destroy(), REQUEST_TIMEOUT_MS);
  cuts.set(raw, timer);
  raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}

/** Lets a body take as long as the server lets any: last of all, when everything else allows the request. */
async function letTakeLonger({ raw }: FastifyRequest): Promise<void> {
  clearTimeout(cuts.get(raw));
}

/** Answers of the API hold contacts and are read as what they are; what may be kept says so itself. */
function addHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
}

/** What goes wrong outside the API and outside of what a page itself can show. */
function answerPlainly(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  if (status >= 500) return answerText(reply, 500, plainWords.failed);
  return answerText(reply, status, status === 413 ? plainWords.tooLarge : plainWords.malformed);
}

function answerText(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${sentence}\n`);
}

/**
 * Whom to believe about a visitor's address. Proxies are counted from here outwards, and the nearest must be in our own
 * network: who comes straight from outside could otherwise choose an address with a header of their own.
 */
export function trustHops(hops: number) {
  return (address: string, hop: number): boolean => hop < hops && (hop > 0 || isOwnNetwork(address));
}

function isOwnNetwork(address: string): boolean {
  return ipaddr.isValid(address) && OWN_NETWORKS.includes(ipaddr.process(address).range());
}

/** Where Stripe tells what happened. The signature is of the body as it came, so nothing reads it before that is checked. */
async function mountStripe(app: FastifyInstance, db: Db): Promise<void> {
  await app.register(async (stripe) => {
    stripe.removeAllContentTypeParsers();
    stripe.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    stripe.setErrorHandler((error: FastifyError, request, reply) => {
      if (!(error instanceof Refusal)) return answerPlainly(error, request, reply);
      const refused = problem('signature_invalid', request.id);
      return reply.code(refused.status).type('application/problem+json').send(refused);
    });
    stripe.post('/webhooks/stripe', { bodyLimit: EVENT_LIMIT_BYTES }, async (request) => {
      const signature = request.headers['stripe-signature'];
      await takeStripeEvent(db, {
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        signature: typeof signature === 'string' ? signature : '',
        now: new Date(),
      });
      return { received: true };
    });
  });
}

function mountHealth(app: FastifyInstance, env: Env, db: Db): void {
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const parts = await readiness(db, env, MIGRATION_NAMES);
    const ready = Object.values(parts).every(Boolean);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...parts });
  });
}

/** Everything that is neither API nor health: built files, then Remix. */
async function mountPages(
  app: FastifyInstance,
  options: { env: Env; db: Db; takeLead: (intake: Intake) => Promise<Taken>; pages: Pages },
): Promise<void> {
  const { env, db, takeLead } = options;
  const { build, files } = options.pages;
  await app.register(async (pages) => {
    await pages.register(helmet, {
      enableCSPNonces: true,
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          // Browsers ask this of where a form leads after it was sent, too.
          formAction: ["'self'", ...stripePages(env)],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: env.APP_URL.startsWith('https:'),
      // A browser that may not name the page names no origin either, and a form without scripts would be refused as foreign.
      referrerPolicy: { policy: 'same-origin' },
      crossOriginEmbedderPolicy: false,
    });
    if (files) await serveFiles(pages, files);
    pages.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
      // The database refuses to look for a NUL character, and nothing that is held here has one in its name.
      if (request.url.includes('%00')) await answerText(reply, 400, plainWords.malformed);
    });
    refuseForeignOrigins(pages, env.APP_URL);
    // Remix parses bodies itself; read whole, none passes the limit.
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const openApi = openApiDocument(env.APP_URL);
    const answerPage = remixHandler({
      build,
      origin: env.APP_URL,
      context: (request, reply) => ({
        db,
        nonce: reply.cspNonce.script,
        appUrl: env.APP_URL,
        openApi,
        isDemo: env.BIRJA_MODE === 'demo',
        allowPrivateWebhooks: env.ALLOW_PRIVATE_WEBHOOKS,
        now: new Date(),
        address: request.ip,
        origin: `web:${request.id}`,
        visitor: visitorOf(db, request),
        takeLead,
      }),
    });
    // Pages are written past the hook that does so for all else.
    const handle = (request: FastifyRequest, reply: FastifyReply) => {
      addHeaders(request, reply);
      return answerPage(request, reply);
    };
    const onRequest = refuseTooMany(pages);
    pages.route({ method: PAGE_METHODS, url: '/*', onRequest, handler: handle });
    for (const { page, limitBytes, adminsOnly } of UPLOADS)
      for (const url of [page, `${page}.data`])
        pages.route({
          method: 'POST',
          url,
          bodyLimit: limitBytes + FORM_BYTES,
          onRequest: [onRequest, adminsOnly ? refuseOthersThanAdmins(db) : refuseStrangers(db, env.APP_URL)],
          handler: handle,
        });
    await pages.register(async (streamed) => {
      streamed.removeAllContentTypeParsers();
      streamed.addContentTypeParser('*', (_request, body, done) => done(null, body));
      for (const url of STREAMED)
        streamed.route({
          method: 'POST',
          url,
          onRequest: [onRequest, refuseStrangers(db, env.APP_URL), letTakeLonger],
          handler: handle,
        });
    });
  });
}

/** Asked for by every loader of a page, read once for all of them. */
function visitorOf(db: Db, request: FastifyRequest): () => Promise<Visitor | null> {
  const token = readSessionCookie(request.headers.cookie ?? null);
  let reading: Promise<Visitor | null> | undefined;
  return () => {
    reading ??= token
      ? readVisitor(db, { token, address: request.ip, now: new Date() })
      : Promise.resolve(null);
    return reading;
  };
}

/** Names of built files hold a hash of what is inside: they may be kept for ever. */
async function serveFiles(pages: FastifyInstance, root: string): Promise<void> {
  await pages.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const immutable = path.includes('/assets/');
      reply.header(
        'cache-control',
        immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      );
    },
  });
}

/** A large body is read of nobody who is not signed in. */
function refuseStrangers(db: Db, appUrl: string) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (await visitorOf(db, request)()) return undefined;
    const { pathname } = pageUrl(request.url, appUrl);
    return reply.redirect(`/log-in?${new URLSearchParams({ next: pathname })}`, 303);
  };
}

/** So large a body is read for an admin only; what else the page asks of them it asks itself. */
function refuseOthersThanAdmins(db: Db) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const visitor = await visitorOf(db, request)();
    if (visitor?.person.platformRole === 'admin') return undefined;
    return answerText(reply, 403, plainWords.notYours);
  };
}

/** Pages are rendered by the process that takes leads in; files are not, and go uncounted. */
function refuseTooMany(pages: FastifyInstance) {
  const limitAddress = pages.createRateLimit({
    max: PAGES_PER_SECOND,
    timeWindow: 1_000,
    keyGenerator: (request) => addressBlock(request.ip),
  });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const limit = await limitAddress(request);
    if (limit.isAllowed || !limit.isExceeded) return undefined;
    const seconds = Math.max(1, limit.ttlInSeconds);
    return answerText(reply.header('retry-after', seconds), 429, plainWords.tooMany(seconds));
  };
}

/** Pages that do what their signed address says, whoever posts to it: mail programs do, without an origin. */
const SIGNED_PAGES = /^\/outlook\/[\w-]+$/;

/** A form of another site must not act in a visitor's name: whatever changes something comes from our own origin. */
function refuseForeignOrigins(pages: FastifyInstance, appUrl: string): void {
  const own = new URL(appUrl).origin;
  pages.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead || request.headers.origin === own) return;
    if (request.headers.origin === undefined && SIGNED_PAGES.test(request.url)) return;
    await reply.code(403).send({ status: 403, code: 'foreign_origin' });
  });
}
