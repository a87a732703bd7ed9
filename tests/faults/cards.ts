import type { PageAnswer, StripeControls } from '../setup/stripe.ts';
import { type Journal, linesOf } from './journal.ts';
import { type Insist, type Load, openLoad } from './load.ts';
import type { MarketState, Owner } from './market.ts';
import type { Random } from './random.ts';
import type { Counter } from './run-state.ts';
import { openVisitor, type Visitor, visitStripe } from './visitor.ts';

export type Cards = {
  readonly load: Load;
  /** Amounts in minor units that payers were told to be on their way back to their cards, by organisation. */
  readonly refundsTold: ReadonlyMap<string, readonly string[]>;
};

const RECHARGE_PATH = '/buy/wallet/recharge?currency=UAH';
const REFUND_PATH = '/buy/wallet/refund';
const CONFIRM_PATH = '/buy/wallet/confirm';
const MOST_AT_ONCE = 5;
const REDIRECTS = [302, 303];
const CARD = /value="(card_[^"]+)"/;
const ASKING = /name="recharge" value="(rchg_[^"]+)"/;
/** The form of the button that asks whether to send back: its fields stand in this order. */
const REFUNDABLE = /name="currency" value="UAH"\/?>.*?name="amount" value="(\d+)"/s;
/** Hryvnias. A wallet is charged often, and not without an end. */
const TERMS = { currency: 'UAH', threshold: '3000', amount: '1500', ceiling: '60000', warn: '' };
/** What banks read of a payment that is disputed, by Stripe's words for tests. */
const VERDICTS = ['winning_evidence', 'losing_evidence', 'losing_evidence'];

/**
 * Payers whose wallets recharge by the cards they kept, who answer their bank where it asks, and who now and then want
 * their money back; and banks that decide about the payments they have disputed.
 */
export function openCards(options: {
  url: string;
  stripe: StripeControls;
  market: MarketState;
  journal: Journal;
  random: Random;
  count: Counter;
  perSecond: number;
}): Cards {
  const { url, stripe, market, journal, random, count } = options;
  const refundsTold = new Map<string, string[]>();
  const tell = (organisation: string, amount: string) =>
    refundsTold.set(organisation, [...(refundsTold.get(organisation) ?? []), amount]);
  for (const { organisation, amount } of linesOf(journal, 'refund')) tell(organisation, amount);

  async function look(visitor: Visitor, path: string, insist: Insist): Promise<string | null> {
    const page = await insist('a page of the wallet', () => visitor.get(path));
    if (page && page.status !== 200) throw new Error(`${path} was answered ${page.status}`);
    return page?.text ?? null;
  }

  async function turnOn(visitor: Visitor, insist: Insist): Promise<void> {
    const card = CARD.exec((await look(visitor, RECHARGE_PATH, insist)) ?? '')?.[1];
    if (!card) return count('recharges: no card kept yet');
    const answer = await visitor.post(RECHARGE_PATH, { ...TERMS, card, intent: 'on', confirmed: 'yes' });
    if (answer) expectDone(answer, 'done=on', 'recharges: not turned on');
  }

  async function answerBank(visitor: Visitor, insist: Insist): Promise<void> {
    const recharge = ASKING.exec((await look(visitor, CONFIRM_PATH, insist)) ?? '')?.[1];
    if (!recharge) return;
    const led = await visitor.post(CONFIRM_PATH, { recharge });
    if (!led?.location?.startsWith(`${stripe.url}/authenticate/`)) return;
    const { location } = led;
    await visitStripe(location, { answer: random.chance(0.8) ? 'complete' : 'fail' }, count);
    await visitor.get(`${CONFIRM_PATH}?recharge=${recharge}`);
    count('recharges: bank answered');
  }

  async function haveBack(payer: Owner, visitor: Visitor, insist: Insist): Promise<void> {
    const amount = REFUNDABLE.exec((await look(visitor, REFUND_PATH, insist)) ?? '')?.[1];
    if (!amount) return count('refunds: nothing to send back');
    const form = { currency: 'UAH', amount, confirmed: 'yes' };
    const presses = random.chance(0.3) ? 3 : 1;
    const answers = await Promise.all(Array.from({ length: presses }, () => visitor.post(REFUND_PATH, form)));
    for (const answer of answers) {
      if (!answer || !expectDone(answer, 'done=refunded', 'refunds: refused')) continue;
      journal.note({ is: 'refund', organisation: payer.organisationId, amount });
      tell(payer.organisationId, amount);
    }
  }

  /** @returns whether it is done; what is refused is counted */
  function expectDone({ status, location }: PageAnswer, done: string, refused: string): boolean {
    if (REDIRECTS.includes(status) && location?.includes(done)) return true;
    if (status !== 200) throw new Error(`${refused}: ${status}, leading to ${location ?? 'nowhere'}`);
    count(refused);
    return false;
  }

  /** Whether the answer comes or not, Stripe knows. */
  async function banksDecide(): Promise<void> {
    const sdk = stripe.client({ maxNetworkRetries: 2 });
    try {
      const { data } = await sdk.disputes.list({ limit: 50 });
      const open = data.filter(({ status }) => status === 'needs_response');
      if (open.length === 0) return;
      const { id } = random.pick(open);
      const evidence = { uncategorized_text: random.pick(VERDICTS) };
      await sdk.disputes.update(id, { evidence, submit: true });
      count('disputes: decided');
    } catch {
      count('disputes: decision without an answer');
    }
  }

  const load = openLoad({
    perSecond: options.perSecond,
    mostAtOnce: MOST_AT_ONCE,
    async act(insist) {
      const payer = random.pick(market.payers);
      const visitor = openVisitor({ url, token: payer.token, count });
      const what = random.unit();
      if (what < 0.35) await turnOn(visitor, insist);
      else if (what < 0.6) await answerBank(visitor, insist);
      else if (what < 0.8) await haveBack(payer, visitor, insist);
      else await banksDecide();
    },
  });
  return { load, refundsTold };
}
