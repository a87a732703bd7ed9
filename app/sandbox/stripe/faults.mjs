import { setTimeout } from 'node:timers/promises';
import { words } from './words.mjs';

/*
 * What tests make go wrong, at `/sandbox/faults` of the emulator. Kept in memory alone: a restart heals everything.
 *
 * GET    what is set, and how many deliveries wait
 * POST   sets those of these that the body has:
 *          requests: [{ method?, path, times, does, delayMs?, status? }], path with `*` at its end for a beginning
 *            delay: it is done delayMs later; its key is in flight meanwhile
 *            hold: it is done when the faults of requests are next set or healed; its key is in flight meanwhile
 *            drop: it is done, and the connection is cut instead of an answer
 *            fail: it is not done, and answered with status (500); a key remembers that too
 *          events: { hold, copies }: hold them back; post each so many times
 *          accounts: { acct_…: { asks: [{ requirement, isLate, error? }], checks, disabledReason } }: what Stripe asks of an
 *            account from now on, and tells us of. Stored, and not healed: its owner answers it by the onboarding page
 *          events: { hold, copies, apiVersion }: hold them back; post each so many times; as an account has them that was
 *            set to another version of the API
 *          disputes: { hold }: banks neither dispute nor decide for as long
 *          fees: { basisPoints, fixed, dispute }: what Stripe takes of a charge, and for a dispute, in minor units
 *          settles: { uah: { to: 'eur', rate } }: payments, refunds and disputes in a currency stand in the balance as another, as
 *            where the platform has no bank account for it; rate is what one minor unit comes to
 *          clockAheadS: how far the emulator's clock is ahead, for what expires
 * POST   /release { order: created | reversed | shuffled, seed }: posts all that waits, now, one after the other
 * DELETE heals everything and releases
 */

const MAX_COPIES = 10;
const DOES = ['delay', 'hold', 'drop', 'fail'];
const ORDERS = ['created', 'reversed', 'shuffled'];

/** A request for faults that is malformed; the message says how. */
export class BadFault extends Error {}

export function openFaults({ clock, askAccount }) {
  let requests = [];
  let endHold = () => undefined;
  let held = Promise.resolve();
  const events = { hold: false, copies: 1, apiVersion: null };
  const disputes = { hold: false };
  const fees = { basisPoints: 0, fixed: 0, dispute: 0 };
  const settles = {};
  let clockAheadS = 0;

  const set = {
    requests(given) {
      const isRule = (rule) =>
        typeof rule?.path === 'string' && Number.isSafeInteger(rule.times) && DOES.includes(rule.does);
      if (!Array.isArray(given) || !given.every(isRule)) throw bad('requests', words.faults.ruleRequests);
      requests = given.map((rule) => ({ ...rule }));
      endHold();
      held = new Promise((resolve) => {
        endHold = resolve;
      });
    },
    events(given) {
      const { hold = events.hold, copies = events.copies, apiVersion = events.apiVersion } = given ?? {};
      const isVersion = apiVersion === null || typeof apiVersion === 'string';
      if (typeof hold !== 'boolean' || !(copies >= 1 && copies <= MAX_COPIES) || !isVersion) {
        throw bad('events', words.faults.ruleEvents);
      }
      Object.assign(events, { hold, copies, apiVersion });
    },
    disputes(given) {
      if (typeof given?.hold !== 'boolean') throw bad('disputes', words.faults.ruleDisputes);
      Object.assign(disputes, { hold: given.hold });
    },
    fees(given) {
      const { basisPoints = 0, fixed = 0, dispute = 0 } = given ?? {};
      if (![basisPoints, fixed, dispute].every((one) => Number.isSafeInteger(one) && one >= 0))
        throw bad('fees', words.faults.ruleFees);
      Object.assign(fees, { basisPoints, fixed, dispute });
    },
    settles(given) {
      const isRule = ([currency, { to, rate }]) =>
        [currency, to].every((one) => /^[a-z]{3}$/.test(one)) && currency !== to && rate > 0;
      if (!Object.entries(given ?? {}).every(isRule)) throw bad('settles', words.faults.ruleSettles);
      for (const currency of Object.keys(settles)) delete settles[currency];
      Object.assign(settles, given);
    },
    accounts(given) {
      const isAsked = ([, { asks = [], checks = [], disabledReason = null }]) =>
        Array.isArray(asks) &&
        asks.every(({ requirement }) => typeof requirement === 'string') &&
        Array.isArray(checks) &&
        (disabledReason === null || typeof disabledReason === 'string');
      if (!Object.entries(given ?? {}).every(isAsked)) throw bad('accounts', words.faults.ruleAccounts);
      for (const [id, { asks = [], checks = [], disabledReason = null }] of Object.entries(given))
        if (!askAccount(id, { asks, checks, disabledReason }))
          throw bad('accounts', words.faults.ruleAccounts);
    },
    clockAheadS(given) {
      if (!Number.isSafeInteger(given) || given < 0) throw bad('clockAheadS', words.faults.ruleClock);
      clockAheadS = given;
      clock.setAhead(given);
    },
  };

  return {
    events,
    disputes,
    fees,
    settles,
    state: () => ({ requests, events, disputes, fees, settles, clockAheadS }),
    set(given) {
      for (const [name, value] of Object.entries(given)) {
        if (!Object.hasOwn(set, name)) throw new BadFault(words.faults.unknown(name));
        set[name](value);
      }
    },
    heal() {
      set.requests([]);
      set.events({ hold: false, copies: 1, apiVersion: null });
      set.disputes({ hold: false });
      set.fees({});
      set.settles({});
      set.clockAheadS(0);
    },
    /** The fault that a request meets, counted down, and `wait`, until which it is not to be done; undefined for none. */
    take(method, path) {
      const rule = requests.find(
        (one) => one.times > 0 && (one.method ?? method) === method && isMeant(one.path, path),
      );
      if (rule === undefined) return undefined;
      rule.times -= 1;
      const isHeld = rule.does === 'hold' ? held : undefined;
      return { ...rule, wait: () => (rule.does === 'delay' ? setTimeout(rule.delayMs) : isHeld) };
    },
  };
}

/** The order in which waiting events are to be posted. */
export function orderOf({ order = 'created', seed = 1 }) {
  if (!ORDERS.includes(order)) throw bad('order', words.faults.ruleOrder);
  return (list) => {
    if (order === 'reversed') return [...list].reverse();
    return order === 'shuffled' ? shuffle(list, seed) : list;
  };
}

function bad(name, rule) {
  return new BadFault(words.faults.bad(name, rule));
}

function isMeant(pattern, path) {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

/** Fisher and Yates's shuffle by a seeded generator (mulberry32), so that a test can be played again. */
function shuffle(list, seed) {
  const shuffled = [...list];
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other], shuffled[at]];
  }
  return shuffled;
}
