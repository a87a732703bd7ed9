import type { RequestFault, StripeControls } from '../setup/stripe.ts';
import type { Random } from './random.ts';
import type { Counter } from './run-state.ts';

/** What goes wrong at Stripe during a round. */
export type StripeFaultPlan = {
  readonly requests: readonly RequestFault[];
  /** Events are held back, then each is sent so many times, in an order that the seed says. */
  readonly events: { readonly hold: boolean; readonly copies: number };
  readonly seed: number;
};

/** Three in a row outlast the tries of one call of ours, six those of two. */
const TIMES = [1, 3, 3, 6];
const REQUESTS = [
  { method: 'POST', path: '/v1/checkout/sessions' },
  { method: 'POST', path: '/v1/transfers' },
  { method: 'POST', path: '/v1/accounts' },
  { method: 'POST', path: '/v1/payment_intents*' },
  { method: 'POST', path: '/v1/refunds' },
  { method: 'POST', path: '/c/pay/*' },
  { method: 'POST', path: '/authenticate/*' },
  { method: 'GET', path: '/v1/checkout/sessions/*' },
  { method: 'GET', path: '/v1/transfers*' },
  { method: 'GET', path: '/v1/payment_intents*' },
  { method: 'GET', path: '/v1/refunds*' },
  { method: 'GET', path: '/v1/disputes/*' },
];

/** What is done is done: an answer is dropped after it, or all of it comes late. What only reads may fail, too. */
export function planStripeFaults(random: Random): StripeFaultPlan {
  const requests = REQUESTS.filter(() => random.chance(0.6)).map(({ method, path }): RequestFault => {
    const times = random.pick(TIMES);
    const kind = random.unit();
    if (kind < 0.6) return { method, path, times, does: 'drop' };
    if (kind < 0.9 || method === 'POST') {
      return { method, path, times, does: 'delay', delayMs: Math.floor(random.between(100, 1_500)) };
    }
    return { method, path, times, does: 'fail', status: 503 };
  });
  const isHeld = random.chance(0.6);
  return {
    requests,
    events: { hold: isHeld, copies: isHeld ? 3 : 1 },
    seed: Math.floor(random.between(1, 2 ** 31)),
  };
}

export async function breakStripe(stripe: StripeControls, plan: StripeFaultPlan): Promise<void> {
  await stripe.breaks({ requests: plan.requests, events: plan.events });
}

/** Lets what is held come, in another order; a Stripe that is killed at this moment posts it when it is back. */
export async function releaseEvents(stripe: StripeControls, plan: StripeFaultPlan): Promise<void> {
  await stripe.release({ order: 'shuffled', seed: plan.seed }).catch(() => undefined);
}

/** Ends what is wrong. Counts the faults that were met. */
export async function healStripe(
  stripe: StripeControls,
  plan: StripeFaultPlan,
  count: Counter,
): Promise<void> {
  const left = await stripe.rules();
  // A kill heals everything, and what was met until then is not known any more.
  for (const [at, { does, times }] of plan.requests.entries()) {
    const met = left[at] ? times - left[at].times : 0;
    if (met > 0) count(`Stripe: ${does}`, met);
  }
  await releaseEvents(stripe, plan);
  await stripe.breaks({ requests: [], events: { hold: false, copies: 1 } });
}
