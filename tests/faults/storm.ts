import Stripe from 'stripe';
import { pause } from '#app/kernel/time.ts';
import type { StripeControls } from '../setup/stripe.ts';
import type { Random } from './random.ts';
import { comeToRest, lookTwice } from './round.ts';
import { giveUpLoads, pauseLoads, resumeLoads, type Stage } from './stage.ts';
import { type Kill, strike } from './strike.ts';

/** What came of sending many events again and again. */
export type Storm = {
  readonly events: number;
  /** Posts answered 2xx, three for each event. */
  readonly taken: number;
  /** Posts that were not answered so, and sent again. */
  readonly repeated: number;
  /** Posts with a signature that nobody of Stripe's made, each refused. */
  readonly forged: number;
  /** What Stripe itself held back meanwhile and sent three times, in another order. */
  readonly held: number;
  readonly kills: readonly Kill[];
  readonly seconds: number;
  readonly at: string;
  readonly violations: readonly string[];
};

type Told = { readonly body: string; readonly secret: string };

const COPIES = 3;
const AT_ONCE = 8;
const PAGE = 100;
const GATHER_LIMIT_MS = 300_000;
const HOLD_AT_LEAST_MS = 8_000;
const POST_LIMIT_MS = 10_000;
const INSIST_FOR_MS = 120_000;
const READY_LIMIT_MS = 60_000;
const FORGED = 20;

/**
 * Holds back what happens at Stripe until there are enough events, then has each come three times in random order,
 * several at once, some three times at the same moment, while web, worker and database are killed in turn.
 */
export async function playStorm(
  stage: Stage,
  options: { events: number; random: Random; sinceS: number },
): Promise<Storm> {
  const { installation } = stage;
  const { random } = options;
  const begun = new Date();
  const violations: string[] = [];
  const counts = { events: 0, taken: 0, repeated: 0, forged: 0, held: 0 };
  const kills = random.shuffled<Kill>(['web', 'worker', 'database']);
  try {
    const told = await gather(stage, options.events);
    counts.events = told.length;
    counts.held = await installation.stripe.waiting();
    const posts = random.shuffled(told.flatMap((one) => copiesOf(one, random)));
    const url = `${installation.url}/webhooks/stripe`;
    const posting = postAll(url, posts, counts);
    await installation.stripe.release({ order: 'shuffled', seed: Math.floor(random.between(1, 2 ** 31)) });
    for (const kill of kills) {
      await pause(random.between(200, 1_500));
      await strike(installation, kill, random);
    }
    await posting;
    await installation.untilReady(READY_LIMIT_MS);
    violations.push(...(await forge(url, told, counts)));
    await installation.stripe.heals();
    await comeToRest(stage);
  } catch (error) {
    violations.push((error as Error).message);
    await giveUpLoads(stage);
  }
  violations.push(...(await lookTwice(stage, options.sinceS)));
  const seconds = Math.round((Date.now() - begun.getTime()) / 1_000);
  return { ...counts, kills, seconds, at: begun.toISOString(), violations };
}

/** Lets money move, untold, until there are so many events; the newest of them. */
async function gather(stage: Stage, wanted: number): Promise<Told[]> {
  const { stripe } = stage.installation;
  await stripe.breaks({ events: { hold: true, copies: COPIES } });
  const heldFrom = Date.now();
  resumeLoads(stage);
  for (;;) {
    await pause(1_000);
    const told = await newestEvents(stripe, wanted);
    if (told.length >= wanted && Date.now() - heldFrom >= HOLD_AT_LEAST_MS) {
      await pauseLoads(stage);
      return newestEvents(stripe, wanted);
    }
    if (Date.now() - heldFrom > GATHER_LIMIT_MS) {
      throw new Error(`only ${told.length} of ${wanted} events happened at Stripe`);
    }
  }
}

async function newestEvents(stripe: StripeControls, wanted: number): Promise<Told[]> {
  const sdk = stripe.client({ maxNetworkRetries: 2 });
  const [own = '', connected = ''] = stripe.webhookSecrets;
  const toTold = (secret: string) => (event: Stripe.Event) => ({ body: JSON.stringify(event), secret });
  const told: Told[] = [];
  for (const { id } of (await sdk.accounts.list({ limit: PAGE })).data) {
    const events = await sdk.events.list({ limit: PAGE }, { stripeAccount: id });
    told.push(...events.data.map(toTold(connected)));
  }
  const events = await sdk.events
    .list({ limit: PAGE })
    .autoPagingToArray({ limit: Math.max(1, wanted - told.length) });
  return [...told, ...events.map(toTold(own))].slice(0, wanted);
}

/** Three posts of an event: one by one, or all at the same moment. */
function copiesOf(one: Told, random: Random): Told[][] {
  const copies = Array.from({ length: COPIES }, () => one);
  return random.chance(0.2) ? [copies] : copies.map((copy) => [copy]);
}

async function postAll(
  url: string,
  groups: Told[][],
  counts: { taken: number; repeated: number },
): Promise<void> {
  const waiting = [...groups];
  const work = async () => {
    for (let group = waiting.pop(); group; group = waiting.pop()) {
      await Promise.all(group.map((one) => postUntilTaken(url, one, counts)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function postUntilTaken(
  url: string,
  one: Told,
  counts: { taken: number; repeated: number },
): Promise<void> {
  const deadline = Date.now() + INSIST_FOR_MS;
  for (;;) {
    const status = await post(url, one);
    if (status !== null && status >= 200 && status < 300) {
      counts.taken += 1;
      return;
    }
    if (status !== null && status < 500) throw new Error(`an event was answered ${status}`);
    if (Date.now() > deadline) throw new Error(`an event was not taken for ${INSIST_FOR_MS} ms`);
    counts.repeated += 1;
    await pause(200);
  }
}

async function post(url: string, { body, secret }: Told): Promise<number | null> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload: body, secret }),
    },
    body,
    signal: AbortSignal.timeout(POST_LIMIT_MS),
  }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => null,
  );
}

/** Events that Stripe never sent: whoever takes one has not looked at its signature. */
async function forge(url: string, told: readonly Told[], counts: { forged: number }): Promise<string[]> {
  const sentences: string[] = [];
  for (const { body } of told.slice(0, FORGED)) {
    const status = await post(url, { body, secret: 'whsec_of_nobody' });
    if (status === 400) counts.forged += 1;
    else sentences.push(`an event that nobody signed was answered ${status ?? 'not at all'}`);
  }
  return sentences;
}
