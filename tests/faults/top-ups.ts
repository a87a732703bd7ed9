import type { PageAnswer } from '../setup/stripe.ts';
import { type Journal, linesOf } from './journal.ts';
import { type Insist, type Load, openLoad } from './load.ts';
import type { MarketState, Owner } from './market.ts';
import type { Random } from './random.ts';
import type { Counter } from './run-state.ts';
import { openVisitor, visitStripe } from './visitor.ts';

export type Page = { readonly session: string; readonly organisation: string; readonly amount: number };

export type TopUps = {
  readonly load: Load;
  /** Pages that payers were led to. */
  readonly pages: ReadonlyMap<string, Page>;
  /** Pages that Stripe called paid, by their ids. */
  readonly paid: ReadonlySet<string>;
  /** Those of which it is not known yet that they are credited. */
  readonly unsettled: Set<string>;
};

const WORKS = '4242424242424242';
const ASKS = '4000002760003184';
const DECLINES = '4000000000000002';
/** Pay at first; their banks dispute it, or the refund comes back. */
const PAY_AND_TROUBLE = ['4000000000000259', '4000000000002685', '4000000000005126'];
const MOST_AT_ONCE = 8;
const REDIRECTS = [302, 303];
const CONTINUABLE = /name="continue" value="(topup_[^"]+)"/g;

/**
 * Payers who fill their wallets: by the form, then on Stripe's page. Some keep their card, some are declined first, some are
 * asked by their bank, some dispute it afterwards, some press twice, some leave the page as it is. Who loses the answer that leads to the page looks into the
 * wallet and goes on from there.
 */
export function openTopUps(options: {
  url: string;
  stripeUrl: string;
  market: MarketState;
  journal: Journal;
  random: Random;
  count: Counter;
  perSecond: number;
}): TopUps {
  const { url, stripeUrl, market, journal, random, count } = options;
  const pages = new Map<string, Page>(linesOf(journal, 'page').map((page) => [page.session, page]));
  const paid = new Set(linesOf(journal, 'paid').map(({ session }) => session));
  const unsettled = new Set(paid);

  const leadsToPage = ({ location }: PageAnswer) => location?.startsWith(`${stripeUrl}/c/pay/`) ?? false;

  async function begin(payer: Owner): Promise<string | null> {
    const amount = Math.floor(random.between(500, 8_000));
    const answer = await openVisitor({ url, token: payer.token, count }).post('/buy/wallet/top-up', {
      amount: String(amount),
      currency: 'UAH',
      confirmed: 'yes',
      ...(random.chance(0.3) ? { save: 'yes' } : {}),
    });
    if (!answer || !leadsToPage(answer)) {
      if (answer) refused(answer, 'top-ups: refused');
      return null;
    }
    return led(answer, payer, amount * 100);
  }

  /** From the wallet back to a page whose address was lost. What was paid meanwhile is booked instead. */
  async function goOn(payer: Owner, insist: Insist): Promise<string | null> {
    const visitor = openVisitor({ url, token: payer.token, count });
    const wallet = await insist('a wallet', () => visitor.get('/buy/wallet'));
    if (!wallet) return null;
    if (wallet.status !== 200) throw new Error(`a wallet was answered ${wallet.status}`);
    const open = [...wallet.text.matchAll(CONTINUABLE)].map(([, id]) => id ?? '');
    if (open.length === 0) return null;
    const answer = await visitor.post('/buy/wallet/top-up', { continue: random.pick(open) });
    if (!answer) return null;
    if (leadsToPage(answer)) return led(answer, payer, null);
    if (answer.location?.startsWith('/buy/wallet?top_up=')) count('top-ups: booked on going on');
    else refused(answer, 'top-ups: refused on going on');
    return null;
  }

  function refused({ status, location }: PageAnswer, what: string): void {
    if (status !== 200)
      throw new Error(`a top-up was answered ${status}, leading to ${location ?? 'nowhere'}`);
    count(what);
  }

  /** @param amount null when it was begun by an answer that was lost */
  function led({ status, location }: PageAnswer, payer: Owner, amount: number | null): string {
    if (!REDIRECTS.includes(status) || !location) throw new Error(`a top-up was answered ${status}`);
    const session = location.slice(location.lastIndexOf('/') + 1);
    if (amount !== null || !pages.has(session)) {
      const page = { session, organisation: payer.organisationId, amount: amount ?? 0 };
      journal.note({ is: 'page', ...page });
      pages.set(session, page);
    }
    return location;
  }

  async function pay(address: string, insist: Insist): Promise<void> {
    const send = (card: string) => () => visitStripe(address, { card, email: 'payer@example.com' }, count);
    if (random.chance(0.1)) await insist('a declined card', send(DECLINES));
    const what = random.unit();
    const card = what < 0.15 ? ASKS : what < 0.22 ? random.pick(PAY_AND_TROUBLE) : WORKS;
    const twice = random.chance(0.1);
    const [answer] = await Promise.all([
      insist('a payment', send(card)),
      twice ? insist('a payment', send(card)) : null,
    ]);
    if (answer) await arrive(answer, address, insist);
  }

  async function arrive(answer: PageAnswer, address: string, insist: Insist): Promise<void> {
    const { location } = answer;
    if (location?.startsWith(`${stripeUrl}/authenticate/`)) {
      const after = await insist("a bank's question", () =>
        visitStripe(location, { answer: 'complete' }, count),
      );
      // Whoever lost this answer finds nothing to confirm, and the page tells how it stands.
      const shown = after?.location ? after : await insist('a page', again(address));
      if (shown?.location?.startsWith(url)) paidFor(address);
      return;
    }
    if (location?.startsWith(url)) paidFor(address);
    else count(`pages of Stripe: ${answer.status}`);
  }

  const again = (address: string) => () =>
    visitStripe(address, { card: WORKS, email: 'payer@example.com' }, count);

  function paidFor(address: string): void {
    const session = address.slice(address.lastIndexOf('/') + 1);
    if (paid.has(session)) return;
    journal.note({ is: 'paid', session });
    paid.add(session);
    unsettled.add(session);
  }

  const load = openLoad({
    perSecond: options.perSecond,
    mostAtOnce: MOST_AT_ONCE,
    async act(insist) {
      const payer = random.pick(market.payers);
      const leaves = random.chance(0.05);
      const address = (await begin(payer)) ?? (await goOn(payer, insist));
      if (address && !leaves) await pay(address, insist);
    },
  });
  return { load, pages, paid, unsettled };
}
