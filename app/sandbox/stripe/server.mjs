import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { isForgotten, openApi } from './api.mjs';
import { expireSession, isOverdue } from './checkout.mjs';
import { openClock } from './clock.mjs';
import { decideDispute, isToBeDecided, isToBeDisputed, openDispute } from './disputes.mjs';
import { ApiError, invalid } from './errors.mjs';
import { BadFault, openFaults, orderOf } from './faults.mjs';
import { parseForm } from './form.mjs';
import { nothing } from './pages/checkout.mjs';
import { readAsset, runPage } from './pages/routes.mjs';
import { changeAccount } from './resources/accounts.mjs';
import { arrive, isArriving } from './resources/payouts.mjs';
import { finishRefund, isRefundDue } from './resources/refunds.mjs';
import { ensureSetup } from './setup.mjs';
import { openStore } from './store.mjs';
import { openDeliverer } from './webhooks.mjs';
import { words } from './words.mjs';

/*
 * The sandbox's Stripe: its API, the pages a payer and a seller see, and its webhooks, with a store of its own in
 * DATA_DIR/stripe. Never leaves the machine.
 *
 * Usage: server.mjs [port]; tells `{ type: 'ready', port, env }` over IPC, or as a JSON line without IPC. Events are
 * posted to STRIPE_WEBHOOK_URL, or else to the web process of this machine, which listens on PORT.
 */

const HOST = '127.0.0.1';
const MAX_BODY_BYTES = 1024 * 1024;
const TICK_MS = 1000;

const log = (text) => process.stderr.write(`${text}\n`);

const clock = openClock();
const faults = openFaults({ clock, askAccount });
const store = await openStore(join(resolve(process.env.DATA_DIR || '.data'), 'stripe'), {
  forgets: (table, record) =>
    (table === 'idempotency' && isForgotten(record, clock.now())) || (table === 'delivery' && record.isDone),
  // Memory knows what the disk does not: only a new start puts that right.
  onFailure: (error) => {
    log(words.log.diskFailed(error.message));
    process.exit(1);
  },
});
const setup = await ensureSetup(store, clock.now());
const server = createServer((request, response) => {
  serve(request, response).catch((error) => {
    if (!(error instanceof ApiError)) log(words.log.broken(error.stack));
    response.destroy();
  });
});
const port = await listen(Number(process.argv[2] ?? 0));
const base = `http://${HOST}:${port}`;
const api = openApi({ store, clock, base, fees: faults.fees, settles: faults.settles, log });
const deliverer = openDeliverer({ store, url: webhookUrl(), faults, now: clock.now });
const ticking = setInterval(tick, TICK_MS);

/** Has Stripe ask for more of an account, or stop it; false when there is no such account. */
function askAccount(id, asked) {
  const { result } = store.commit((tx) => {
    const account = tx.get('account', id);
    if (!account) return false;
    Object.assign(tx, { now: clock.now(), base });
    changeAccount(tx, account, { sandbox: { ...account.sandbox, ...asked } });
    return true;
  });
  return result;
}

/** The same port as the last time where it is free, so that addresses given out before a restart still lead here. */
async function listen(wanted) {
  const last = store.get('port', 'port')?.port ?? 0;
  for (const candidate of wanted === 0 ? [last, 0] : [wanted]) {
    const isOpen = await new Promise((done, fail) => {
      server.once('error', (error) => (wanted === 0 && candidate !== 0 ? done(false) : fail(error)));
      server.listen(candidate, HOST, () => done(true));
    });
    server.removeAllListeners('error');
    if (isOpen) break;
  }
  const { port: found } = server.address();
  if (found !== last) store.commit((tx) => tx.put('port', { id: 'port', port: found }));
  return found;
}

function webhookUrl() {
  const { STRIPE_WEBHOOK_URL: url, PORT: webPort } = process.env;
  return url || (webPort && `http://${HOST}:${webPort}/webhooks/stripe`);
}

/** What happens by itself when its time has come. */
function tick() {
  const now = clock.now();
  const overdue = [...store.all('checkout.session')].filter((session) => isOverdue(session, now));
  const arriving = [...store.all('payout')].filter((payout) => isArriving(payout, now));
  const { hold } = faults.disputes;
  const disputed = hold ? [] : [...store.all('charge')].filter(isToBeDisputed);
  const decided = hold ? [] : [...store.all('dispute')].filter(isToBeDecided);
  const refunds = [...store.all('refund')].filter((refund) => isRefundDue(refund, now));
  if ([overdue, arriving, disputed, decided, refunds].every(({ length }) => length === 0)) return;
  store.commit((tx) => {
    Object.assign(tx, { now, base, fees: faults.fees, settles: faults.settles });
    for (const session of overdue) expireSession(tx, session);
    for (const payout of arriving) arrive(tx, payout);
    for (const charge of disputed) openDispute(tx, charge);
    for (const dispute of decided) decideDispute(tx, dispute);
    for (const refund of refunds) finishRefund(tx, refund);
  });
}

async function serve(request, response) {
  const url = new URL(request.url, base);
  const { method, headers } = request;
  const body = await readBody(request);
  if (url.pathname.startsWith('/sandbox/')) return serveFaults({ method, url, headers, body }, response);
  const asset = method === 'GET' ? readAsset(url.pathname) : undefined;
  if (asset) return send(response, 200, { 'Content-Type': asset.type }, asset.bytes);

  const fault = faults.take(method, url.pathname);
  const answer = /^\/v\d+\//.test(url.pathname)
    ? await answerApi({ method, url, headers, body }, fault)
    : await answerPage({ method, url, body }, fault);
  if (fault?.does === 'drop') return request.socket.destroy();
  return send(response, answer.status, answer.headers, answer.body);
}

async function answerApi(request, fault) {
  if (request.body === undefined) {
    const { status, body } = invalid(words.api.bodyTooLarge, { status: 413 });
    return { status, headers: JSON_HEADERS, body: JSON.stringify(body) };
  }
  const answer = await api(request, fault);
  return { ...answer, headers: { ...JSON_HEADERS, ...answer.headers } };
}

const JSON_HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, no-store' };

/** Forms may lead anywhere from here: after paying the browser is sent to the merchant's own address. */
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

async function answerPage({ method, url, body = '' }, fault) {
  await fault?.wait();
  const { result, written } = store.commit((tx) => {
    Object.assign(tx, { now: clock.now(), base, fees: faults.fees, settles: faults.settles });
    try {
      return runPage(tx, { method, path: url.pathname, form: parseForm(body) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tx.undo();
      return { ...nothing(), status: 400 };
    }
  });
  await written;
  if (result.redirect === undefined)
    return { status: result.status, headers: PAGE_HEADERS, body: result.html };
  return {
    status: 303,
    headers: { ...PAGE_HEADERS, Location: new URL(result.redirect, base).href },
    body: '',
  };
}

/** Hooks for tests; what they do stands in `faults.mjs`. */
function serveFaults({ method, url, headers, body }, response) {
  const answer = (status, value) => send(response, status, JSON_HEADERS, JSON.stringify(value));
  // A browser says where a request comes from; no page of whatever site has anything to break here.
  if (headers.origin) return answer(403, {});
  try {
    const given = body ? JSON.parse(body) : {};
    const call = `${method} ${url.pathname}`;
    if (call === 'POST /sandbox/faults') faults.set(given);
    else if (call === 'DELETE /sandbox/faults') faults.heal();
    else if (call === 'POST /sandbox/faults/release') faults.set({ events: { hold: false } });
    else if (call !== 'GET /sandbox/faults') return answer(404, {});
    if (method === 'DELETE' || url.pathname.endsWith('/release')) deliverer.release(orderOf(given));
    deliverer.lookAgain();
    tick();
    return answer(200, { ...faults.state(), waiting: deliverer.waiting() });
  } catch (error) {
    if (error instanceof SyntaxError) return answer(400, { error: words.faults.badJson });
    if (error instanceof BadFault) return answer(400, { error: error.message });
    throw error;
  }
}

/** The body as text; undefined when it is too large. */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString();
}

function send(response, status, headers, body) {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

const ready = {
  type: 'ready',
  port,
  env: {
    STRIPE_SECRET_KEY: setup.secretKey,
    STRIPE_API_URL: base,
    STRIPE_WEBHOOK_SECRETS: setup.endpoints.map(({ secret }) => secret).join(','),
  },
};
if (process.send) process.send(ready);
else process.stdout.write(`${JSON.stringify(ready)}\n`);

let isEnding = false;
async function end() {
  if (isEnding) return;
  isEnding = true;
  clearInterval(ticking);
  server.close();
  server.closeAllConnections();
  await deliverer.close();
  await store.close();
  process.exit(0);
}
process.once('disconnect', end);
process.once('SIGTERM', end);
process.once('SIGINT', end);
