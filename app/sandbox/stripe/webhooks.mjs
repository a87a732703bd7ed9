import { createHmac } from 'node:crypto';
import { pendingOf } from './events.mjs';
import { present } from './expand.mjs';

const TIMEOUT_MS = 10_000;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60_000;
/** As long as Stripe tries in live mode. */
const GIVE_UP_AFTER_S = 3 * 24 * 60 * 60;

/**
 * Posts every event to the webhook address until it is taken with 2xx: one after the other in the order in which they
 * happened, so that what a test asks for (`release` in another order, copies) is what arrives. One that was not taken waits
 * with growing pauses and does not hold up the others. What was not taken before a kill is posted after the restart.
 */
export function openDeliverer({ store, url, faults, now }) {
  let queue = [];
  let wake = () => undefined;
  const closing = new AbortController();

  const enqueue = (id) => {
    for (let copy = 0; copy < faults.events.copies; copy += 1) queue.push({ id, attempts: 0, dueAt: 0 });
    wake();
  };
  for (const { id, isDone } of [...store.all('delivery')].reverse()) if (!isDone) enqueue(id);
  store.watch('delivery', ({ id, isDone }, written) => {
    if (!isDone) written.then(() => enqueue(id));
  });

  const pause = (milliseconds) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const untilNext = () => {
    const first = queue.reduce((least, { dueAt }) => Math.min(least, dueAt), Number.POSITIVE_INFINITY);
    return faults.events.hold ? MAX_PAUSE_MS : Math.max(0, Math.min(first - Date.now(), MAX_PAUSE_MS));
  };

  const work = async () => {
    while (!closing.signal.aborted) {
      const at = faults.events.hold ? -1 : queue.findIndex(({ dueAt }) => dueAt <= Date.now());
      if (at < 0) await pause(untilNext());
      else await deliver(...queue.splice(at, 1));
    }
  };

  const deliver = async (entry) => {
    const delivery = store.get('delivery', entry.id);
    const event = store.get('event', delivery.event);
    const { endpoints } = store.get('setup', 'setup');
    const { secret } = endpoints.find(({ id }) => id === delivery.endpoint);
    const pending = delivery.isDone ? 0 : pendingOf(store, event);
    const { apiVersion } = faults.events;
    const shown = {
      ...present(store, event),
      ...(apiVersion && { api_version: apiVersion }),
      pending_webhooks: pending,
    };
    const isTaken = await post(url, shown, { secret, signal: closing.signal });
    if (closing.signal.aborted && !isTaken) return;
    if (isTaken || now() - event.created > GIVE_UP_AFTER_S) {
      if (!delivery.isDone) store.commit((tx) => tx.put('delivery', { ...delivery, isDone: true }));
      return;
    }
    const attempts = entry.attempts + 1;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), MAX_PAUSE_MS);
    queue.push({ ...entry, attempts, dueAt: Date.now() + pauseMs });
  };

  const worked = url ? work() : Promise.resolve();

  return {
    waiting: () => queue.length,
    /** Looks again at what is to be posted: a hold may have ended. */
    lookAgain: () => wake(),
    /** Posts all that waits, in the order that `arrange` gives the queue. */
    release(arrange) {
      queue = arrange(queue.map((entry) => ({ ...entry, attempts: 0, dueAt: 0 })));
      wake();
    },
    async close() {
      closing.abort();
      wake();
      await worked;
    },
  };
}

/** Whether the receiver has taken it. The body is signed anew each time, since the signature is only good for minutes. */
async function post(url, event, { secret, signal }) {
  const body = JSON.stringify(event, null, 2);
  const at = Math.floor(Date.now() / 1000);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Stripe-Signature': `t=${at},v1=${sign(`${at}.${body}`, secret)}`,
        'User-Agent': 'Stripe/1.0',
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), signal]),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** The scheme `v1` of Stripe's signatures. */
function sign(text, secret) {
  return createHmac('sha256', secret).update(text).digest('hex');
}
