import { createHash, timingSafeEqual } from 'node:crypto';
import { ApiError, invalid } from './errors.mjs';
import { API_VERSION } from './events.mjs';
import { checkExpand, present } from './expand.mjs';
import { parseForm } from './form.mjs';
import { newId } from './ids.mjs';
import { readParams } from './params.mjs';
import { connectedAccount } from './resources/accounts.mjs';
import { findRoute } from './routes.mjs';
import { words } from './words.mjs';

const MAX_KEY_LENGTH = 255;
/** Stripe may forget a key after this long. */
const KEPT_FOR_S = 24 * 60 * 60;

export const isForgotten = (saved, now) => saved.created + KEPT_FOR_S < now;

/**
 * Answers requests of the API. Stripe's rules for idempotency keys: the answer of a request that was begun is kept with its
 * key, errors and 5xx included, and given again; a request refused before it was begun leaves nothing; the same key for
 * another request is a 400, and while the first is under way a 409.
 */
export function openApi({ store, clock, base, fees, settles, log }) {
  const { secretKey } = store.get('setup', 'setup');
  const underWay = new Set();

  /** `fault` is what a test has asked to go wrong with this request. */
  return async function answer(request, fault) {
    const requestId = newId('req_', 14);
    const headers = {
      'Request-Id': requestId,
      'Stripe-Version': request.headers['stripe-version'] ?? API_VERSION,
    };
    try {
      const call = readCall(request);
      const answered = await answerOnce(call, { requestId, fault });
      return { ...answered, headers: { ...headers, ...answered.headers } };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { ...bodyOf(error), headers: { ...headers, ...headersOf(error) } };
    }
  };

  function readCall({ method, url, headers, body }) {
    assertKey(headers.authorization);
    const version = headers['stripe-version'];
    if (version && !/^\d{4}-\d{2}-\d{2}(\.\w+)?$/.test(version)) throw invalid(words.api.badVersion(version));
    const found = findRoute(method, url.pathname);
    if (!found) throw invalid(words.api.unknownUrl(method, url.pathname), { status: 404 });
    const type = headers['content-type'];
    if (body && type && !type.startsWith('application/x-www-form-urlencoded')) {
      throw invalid(words.api.badContentType(type));
    }
    const account = headers['stripe-account'];
    if (account) {
      connectedAccount(store, account);
      if (!found.route.forAccounts) throw invalid(words.api.notForAccounts);
    }
    const key = method === 'POST' ? headers['idempotency-key'] : undefined;
    if (key && key.length > MAX_KEY_LENGTH) throw invalid(words.api.keyTooLong(MAX_KEY_LENGTH));
    const given = parseForm(method === 'GET' ? url.search : body);
    return { ...found, path: url.pathname, account, key, given };
  }

  async function answerOnce(call, { requestId, fault }) {
    if (!call.key) {
      await fault?.wait();
      return execute(call, { requestId, fault });
    }
    const id = `${call.account ?? ''}:${call.key}`;
    const saved = store.get('idempotency', id);
    if (saved && !isForgotten(saved, clock.now())) return repeat(saved, call);
    if (underWay.has(id)) {
      throw new ApiError(
        409,
        {
          type: 'invalid_request_error',
          code: 'idempotency_key_in_use',
          message: words.api.keyInUse(call.key),
        },
        { shouldRetry: true },
      );
    }
    underWay.add(id);
    try {
      await fault?.wait();
      const answer = await execute(call, { requestId, fault, saveAs: id });
      return { ...answer, headers: { ...answer.headers, ...keyHeaders(call.key, requestId) } };
    } finally {
      underWay.delete(id);
    }
  }

  function repeat(saved, { key, path, given }) {
    const refuse = (message) => invalid(message, { type: 'idempotency_error' });
    if (saved.path !== path) throw refuse(words.api.keyOtherEndpoint(path, saved.path, key));
    if (saved.fingerprint !== fingerprint(given)) throw refuse(words.api.keyOtherParams(key));
    return {
      ...{ status: saved.status, body: saved.body },
      headers: {
        ...saved.headers,
        ...keyHeaders(key, saved.requestId),
        'Idempotent-Replayed': 'true',
      },
    };
  }

  async function execute(call, { requestId, fault, saveAs }) {
    const { route, places, path, account, key, given } = call;
    const params = readParams(route.params, given);
    checkExpand(route.answers, route.isList, params.expand);
    const { result: answer, written } = store.commit((tx) => {
      const now = clock.now();
      Object.assign(tx, { now, base, fees, settles, requestId, idempotencyKey: key });
      const done = run(tx, () => {
        if (fault?.does === 'fail') throw failure(fault.status ?? 500, words.api.failedOnPurpose);
        return present(tx, route.run(tx, { ...places, params, account }), params.expand);
      });
      if (saveAs !== undefined) {
        const print = fingerprint(given);
        tx.put('idempotency', { id: saveAs, created: now, path, fingerprint: print, requestId, ...done });
      }
      return done;
    });
    await written;
    return answer;
  }

  function run(tx, work) {
    try {
      return { status: 200, body: textOf(work()), headers: {} };
    } catch (error) {
      const refusal = error instanceof ApiError ? error : failure(500, words.api.broken);
      if (refusal !== error) log(words.log.broken(error.stack));
      if (!refusal.keepsEffects) tx.undo();
      return { ...bodyOf(refusal), headers: headersOf(refusal) };
    }
  }

  function assertKey(authorization = '') {
    const [scheme, text = ''] = authorization.split(' ');
    const given = scheme.toLowerCase() === 'basic' ? userOf(text) : text;
    if (given === '') throw invalid(words.api.noKey, { status: 401 });
    const [ours, theirs] = [secretKey, given].map((one) => createHash('sha256').update(one).digest());
    if (timingSafeEqual(ours, theirs)) return;
    throw invalid(words.api.badKey(mask(given)), { status: 401 });
  }
}

function userOf(basic) {
  return Buffer.from(basic, 'base64').toString().split(':')[0];
}

/** `sk_test_********1234`: enough to tell which key it was. */
function mask(key) {
  const [shown, hidden] = /^((?:[a-z]+_(?:test|live)_)?)(.*)$/s.exec(key).slice(1);
  return shown + '*'.repeat(Math.max(0, hidden.length - 4)) + hidden.slice(-4);
}

/** A failure of Stripe's own. Trying again with the same key would only repeat it. */
function failure(status, message) {
  return new ApiError(status, { type: 'api_error', message }, { shouldRetry: false });
}

function bodyOf(error) {
  return { status: error.status, body: textOf(error.body) };
}

function headersOf({ status, shouldRetry }) {
  return {
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(shouldRetry !== undefined && { 'Stripe-Should-Retry': String(shouldRetry) }),
  };
}

function keyHeaders(key, firstRequestId) {
  return { 'Idempotency-Key': key, 'Original-Request': firstRequestId };
}

function textOf(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The same for the same parameters, in whatever order they were sent. */
function fingerprint(given) {
  const sorted = (value) =>
    typeof value === 'object'
      ? Object.entries(value)
          .map(([key, part]) => [key, sorted(part)])
          .sort(([one], [other]) => (one < other ? -1 : 1))
      : value;
  return createHash('sha256')
    .update(JSON.stringify(sorted(given)))
    .digest('base64url');
}
