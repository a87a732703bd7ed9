import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { authenticateApiKey, type Principal } from '#app/domain/identity/authenticate-api-key.server.ts';
import type { NotedRequest } from '#app/domain/leads/posted-request.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { SECOND_MS } from '#app/kernel/time.ts';
import { addressBlock } from '#app/platform/address-block.ts';
import { isUnreachable } from '#app/platform/is-unreachable.ts';
import { RateStore } from '#app/platform/rate-store.ts';
import type { Call, CallContext } from './call.ts';
import { CALLS } from './calls.ts';
import { takeLead } from './leads.ts';
import { openApiDocument } from './openapi.ts';
import { fieldErrors, problem } from './problem.ts';
import { type ApiRefusal, isApiRefusal, REFUSALS } from './refusals.ts';

/** RFC 9457 says what is wrong with the fields, besides the refusal itself. */
class InvalidInput extends Refusal {
  readonly issues: readonly z.core.$ZodIssue[];

  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('invalid');
    this.issues = issues;
  }
}

/** A rate holds over this long, so that a burst is no offence as long as it is followed by a pause. */
export const RATE_WINDOW_S = 5;

const API_PREFIX = '/api/v1';
export const BODY_LIMIT_BYTES = 64 * 1024;

/** How Fastify is set up wherever the API is mounted. */
export const HTTP_OPTIONS = {
  genReqId: () => `req_${randomUUID()}`,
  bodyLimit: BODY_LIMIT_BYTES,
  routerOptions: { maxParamLength: 200 },
  // An address that cannot be read leads nowhere; Fastify's own words for it are not ours.
  frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
    answerError(new Refusal('not_found'), request, reply);
  },
};

export type ApiOptions = {
  readonly appUrl: string;
  /** Requests a second that one address may make without a valid key. */
  readonly keylessRatePerSecond: number;
  readonly context: (request: FastifyRequest, principal: Principal | null) => CallContext;
  /** Hears of every request for a lead and what it was answered. */
  readonly note: (request: NotedRequest) => void;
};

/** Mounts every call below /api/v1. */
export async function mountApi(app: FastifyInstance, options: ApiOptions): Promise<void> {
  await app.register(rateLimit, { global: false, store: RateStore });
  await app.register(
    async (api) => {
      acceptJsonOnly(api);
      api.setErrorHandler((error: Error, request, reply) => answerError(error, request, reply));
      api.setNotFoundHandler((request, reply) => answerError(new Refusal('not_found'), request, reply));
      const document = JSON.stringify(openApiDocument(options.appUrl));
      api.get('/openapi.json', (_request, reply) => reply.type('application/json').send(document));
      const limitKey = api.createRateLimit({
        max: (request) =>
          RATE_WINDOW_S * (principalOf(request)?.ratePerSecond ?? options.keylessRatePerSecond),
        timeWindow: RATE_WINDOW_S * SECOND_MS,
        keyGenerator: (request) => principalOf(request)?.keyId ?? addressBlock(request.ip),
      });
      for (const call of CALLS) mountCall(api, call, options, limitKey);
      // Whatever else is below the prefix is the API's to answer, not the pages'.
      api.all('/*', async () => {
        throw new Refusal('not_found');
      });
    },
    { prefix: API_PREFIX },
  );
}

const PRINCIPAL = Symbol('principal');
type WithPrincipal = FastifyRequest & { [PRINCIPAL]?: Principal };
const principalOf = (request: FastifyRequest) => (request as WithPrincipal)[PRINCIPAL] ?? null;

/** Any body is read as JSON, so that a missing Content-Type is not an error of its own; an empty one is no body. */
function acceptJsonOnly(api: FastifyInstance): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    '*',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (_request, text, done) => {
      const body = parseBody(text as string);
      if (body instanceof Refusal) done(body);
      else done(null, body);
    },
  );
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text, storable);
  } catch {
    return new Refusal('body_malformed');
  }
}

/**
 * A key that would reach an object's prototype is dropped with its value. Text that no database column can hold, a NUL
 * character or half of a surrogate pair, is refused here, before any part of it is believed.
 */
function storable(key: string, value: unknown): unknown {
  if (key === '__proto__') return undefined;
  if (!isStorable(key) || (typeof value === 'string' && !isStorable(value)))
    throw new Refusal('body_malformed');
  return value;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

function mountCall(api: FastifyInstance, call: Call, options: ApiOptions, limitKey: Limiter): void {
  api.route({
    method: call.method,
    url: call.path.replace(/\{(\w+)\}/g, ':$1'),
    onRequest: async (request, reply) => {
      // Nothing that is held here has a NUL character in its name, and the database refuses to look for one.
      if (request.url.includes('%00')) throw new Refusal('not_found');
      const principal = call.access.kind === 'key' ? await authenticate(request, options) : null;
      if (principal) (request as WithPrincipal)[PRINCIPAL] = principal;
      // Who has no valid key is counted by address, so that guessing keys is slow.
      await refuseTooMany(limitKey, request, reply);
      authorise(call, principal);
    },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      const answer = await call.handle({
        params: read(call.params, request.params),
        query: read(call.query, request.query),
        headers: read(call.headers, request.headers),
        body: read(call.body, request.body),
        principal: principal as Principal,
        context: options.context(request, principal),
      });
      return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .send(answer.body);
    },
    ...(call === takeLead ? { onSend: noteWith(options) } : {}),
  });
}

/** Who is over their rate asks the same again: it would push out what they look for. */
function noteWith(options: ApiOptions) {
  return async (request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<void> => {
    const principal = principalOf(request);
    if (!principal || reply.statusCode === REFUSALS.rate_limited.status || typeof answer !== 'string') return;
    const { now: at } = options.context(request, principal);
    const { organisationId } = principal;
    options.note({ organisationId, at, status: reply.statusCode, body: request.body, answer });
  };
}

async function authenticate(request: FastifyRequest, options: ApiOptions): Promise<Principal | null> {
  const [, key] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return key ? authenticateApiKey(options.context(request, null).db.pool, key) : null;
}

/**
 * Counts a request.
 * @throws Refusal `rate_limited`, with the header that says when to come again
 */
export async function refuseTooMany(
  limitKey: Limiter,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const limit = await limitKey(request);
  if (limit.isAllowed || !limit.isExceeded) return;
  reply.header('retry-after', Math.max(1, Math.ceil(limit.ttl / 1_000)));
  throw new Refusal('rate_limited', { limit: limit.max, seconds: RATE_WINDOW_S });
}

function authorise(call: Call, principal: Principal | null): void {
  if (call.access.kind !== 'key') return;
  if (!principal) throw new Refusal('unauthorised');
  if (principal.blocked) throw new Refusal('organisation_blocked');
  const { scope, side } = call.access;
  if (side === 'seller' && !principal.sells) throw new Refusal('not_a_seller');
  if (side === 'buyer' && !principal.buys) throw new Refusal('not_a_buyer');
  if (!principal.scopes.has(scope)) throw new Refusal('scope_missing', { scope });
}

function read(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw new InvalidInput(parsed.error.issues);
  return parsed.data;
}

/** Answers what went wrong as RFC 9457 has it, in words of the catalogue; a fault of ours is logged and not told. */
export function answerError(error: Error, request: FastifyRequest, reply: FastifyReply) {
  const code = codeOf(error);
  if (REFUSALS[code].status >= 500) request.log.error({ err: error }, 'request failed');
  if (code === 'unauthorised') reply.header('www-authenticate', 'Bearer');
  const params = error instanceof Refusal ? error.params : {};
  const errors = error instanceof InvalidInput ? fieldErrors(error.issues) : [];
  return reply
    .code(REFUSALS[code].status)
    .type('application/problem+json')
    .send(problem(code, request.id, params, errors));
}

function codeOf(error: Error & { code?: string }): ApiRefusal {
  if (error instanceof Refusal && isApiRefusal(error.code)) return error.code;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'body_too_large';
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'body_malformed';
  }
  return isUnreachable(error) ? 'unavailable' : 'internal';
}
