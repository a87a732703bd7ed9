import type { PageAnswer, StripeControls } from '../setup/stripe.ts';
import { type Journal, linesOf } from './journal.ts';
import { type Insist, type Load, openLoad } from './load.ts';
import type { MarketState, Owner } from './market.ts';
import type { Random } from './random.ts';
import type { Counter } from './run-state.ts';
import { openVisitor, type Visitor, visitStripe } from './visitor.ts';

export type Payouts = {
  readonly load: Load;
  /** Amounts in minor units of payouts that sellers were told to be on their way, by organisation. */
  readonly told: ReadonlyMap<string, readonly string[]>;
};

const PATH = '/sell/earnings';
const MOST_AT_ONCE = 4;
const REDIRECTS = [302, 303];
/** The form of the button that asks whether to pay out: its fields stand in this order. */
const PAYABLE = /name="intent" value="pay"\/?>.*?name="amount" value="(\d+)"/s;
/** Of what was passed on, how much comes back to us, as when a bank account is closed. */
const REVERSED_SHARE = 0.05;

/**
 * Sellers who have themselves paid out: they go through Stripe's onboarding, look at their earnings and press, some twice.
 * Now and then Stripe reverses what it has passed on, or a part of it.
 */
export function openPayouts(options: {
  url: string;
  stripe: StripeControls;
  market: MarketState;
  journal: Journal;
  random: Random;
  count: Counter;
  perSecond: number;
}): Payouts {
  const { url, stripe, market, journal, random, count } = options;
  const ready = new Set(linesOf(journal, 'onboarded').map(({ organisation }) => organisation));
  const told = new Map<string, string[]>();
  const tell = (organisation: string, amount: string) =>
    told.set(organisation, [...(told.get(organisation) ?? []), amount]);
  for (const { organisation, amount } of linesOf(journal, 'payout')) tell(organisation, amount);

  async function setUp(seller: Owner, visitor: Visitor, insist: Insist): Promise<void> {
    const begun = await visitor.post(PATH, { intent: 'set-up', country: 'HU' });
    if (!begun) return;
    if (!begun.location?.startsWith(`${stripe.url}/setup/`)) return refused(begun, 'onboarding: refused');
    const { location } = begun;
    const entered = await visitStripe(location, undefined, count);
    // A link is good once: who lost the answer begins again.
    if (!entered?.location?.startsWith(`${stripe.url}/setup/c/`)) return;
    const visit = entered.location;
    const form = { action: 'submit', kind: 'individual', name: 'Olena Kovalenko', bank: 'works' };
    const submitted = await insist('onboarding', () => visitStripe(visit, form, count));
    if (!submitted) return;
    await visitor.get(`${PATH}/onboarding?step=return`);
    if (ready.has(seller.organisationId)) return;
    journal.note({ is: 'onboarded', organisation: seller.organisationId });
    ready.add(seller.organisationId);
  }

  async function payOut(seller: Owner, visitor: Visitor, insist: Insist): Promise<void> {
    const earnings = await insist('earnings', () => visitor.get(PATH));
    if (!earnings) return;
    if (earnings.status !== 200) throw new Error(`earnings were answered ${earnings.status}`);
    const amount = PAYABLE.exec(earnings.text)?.[1];
    if (!amount) return count('payouts: nothing to pay out');
    const form = { intent: 'pay', currency: 'UAH', amount, confirmed: 'yes' };
    const presses = random.chance(0.2) ? 3 : 1;
    const answers = await Promise.all(Array.from({ length: presses }, () => visitor.post(PATH, form)));
    for (const answer of answers) {
      if (!answer) continue;
      if (!REDIRECTS.includes(answer.status)) refused(answer, 'payouts: refused');
      else if (answer.location?.includes('done=paid')) {
        journal.note({ is: 'payout', organisation: seller.organisationId, amount });
        tell(seller.organisationId, amount);
      } else throw new Error(`a payout leads to ${answer.location}`);
    }
  }

  function refused({ status, location }: PageAnswer, what: string): void {
    if (status !== 200) throw new Error(`${what}: ${status}, leading to ${location ?? 'nowhere'}`);
    count(what);
  }

  /** A reversal of one of the newest that stand; whether its answer comes or not, Stripe knows. */
  async function reverseOne(): Promise<void> {
    const sdk = stripe.client({ maxNetworkRetries: 2 });
    try {
      const { data } = await sdk.transfers.list({ limit: 10 });
      const standing = data.filter(({ amount, amount_reversed }) => amount_reversed < amount);
      if (standing.length === 0) return;
      const { id, amount, amount_reversed: before } = random.pick(standing);
      // Some of it, or all that is left: a transfer may come back in several parts.
      const part = random.chance(0.5) ? { amount: Math.ceil((amount - before) / 2) } : {};
      await sdk.transfers.createReversal(id, part, { idempotencyKey: `reverse:${id}:${before}` });
      count('payouts: reversed by Stripe');
    } catch {
      count('payouts: reversal without an answer');
    }
  }

  const load = openLoad({
    perSecond: options.perSecond,
    mostAtOnce: MOST_AT_ONCE,
    async act(insist) {
      const seller = random.pick(market.sellers);
      const visitor = openVisitor({ url, token: seller.token, count });
      if (!ready.has(seller.organisationId)) return setUp(seller, visitor, insist);
      await payOut(seller, visitor, insist);
      if (random.chance(REVERSED_SHARE)) await reverseOne();
    },
  });
  return { load, told };
}
