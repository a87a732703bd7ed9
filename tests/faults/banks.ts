import type { PageAnswer } from '../setup/stripe.ts';
import { type Journal, linesOf } from './journal.ts';
import { type Insist, type Load, openLoad } from './load.ts';
import type { MarketState } from './market.ts';
import type { Random } from './random.ts';
import type { Counter } from './run-state.ts';
import { openVisitor, type Visitor } from './visitor.ts';

/** How far a batch is, as admins were told. */
const STEPS = ['approved', 'sent', 'paid', 'returned'] as const;
export type BatchStep = (typeof STEPS)[number];

export type Banks = {
  readonly load: Load;
  /** Amounts in minor units that an admin was told to be booked, by invoice. */
  readonly booked: ReadonlyMap<string, string>;
  readonly batches: ReadonlyMap<string, BatchStep>;
};

const MOST_AT_ONCE = 3;
const REDIRECTS = [302, 303];
const INVOICE = /\/buy\/wallet\/bank\/(binv_[^?]+)\?done=made/;
const BATCH = /\/admin\/payout-batches\/(bbat_[^?]+)\?done=made/;
const LISTED = /href="\/admin\/payout-batches\/(bbat_[^"]+)"/g;
const TOTAL = /name="total" value="(\d+)"/;
const PAYOUT = /value="(bpay_[^"]+)"/;

/**
 * Money that comes and leaves by bank: buyers write invoices, an admin books what came for them; two admins let batches of
 * payouts leave, and note what the bank did. Who loses an answer presses again.
 */
export function openBanks(options: {
  url: string;
  market: MarketState;
  journal: Journal;
  random: Random;
  count: Counter;
  perSecond: number;
}): Banks {
  const { url, market, journal, random, count } = options;
  const booked = new Map(linesOf(journal, 'bank').map(({ invoice, amount }) => [invoice, amount]));
  const batches = new Map<string, BatchStep>();
  const note = (batch: string, step: BatchStep) => {
    const known = batches.get(batch);
    if (known === undefined || STEPS.indexOf(step) > STEPS.indexOf(known)) batches.set(batch, step);
  };
  for (const { batch, step } of linesOf(journal, 'batch')) note(batch, step);
  const admins = market.admins.map((token) => openVisitor({ url, token, count }));

  const isDone = ({ status, location }: PageAnswer, done: string) =>
    REDIRECTS.includes(status) && (location?.includes(`done=${done}`) ?? false);

  /** A form that is sent until there is an answer: also one that says it was done before. */
  async function press(
    visitor: Visitor,
    path: string,
    form: Record<string, string>,
    insist: Insist,
  ): Promise<PageAnswer | null> {
    const answer = await insist(path, () => visitor.post(path, form));
    if (answer && answer.status >= 400) throw new Error(`${path} was answered ${answer.status}`);
    return answer;
  }

  async function payByBank(insist: Insist): Promise<void> {
    const payer = random.pick(market.payers);
    const visitor = openVisitor({ url, token: payer.token, count });
    const asked = Math.floor(random.between(500, 4_000));
    const written = await visitor.post('/buy/wallet/bank', { amount: String(asked), currency: 'UAH' });
    const invoice = INVOICE.exec(written?.location ?? '')?.[1];
    if (!invoice) return count('bank: no invoice');
    const arrived = random.chance(0.2) ? asked - 100 : asked;
    const form = {
      ...{ currency: 'UAH', amount: String(arrived), reference: `line of ${invoice}`, confirmed: 'yes' },
      day: new Date().toISOString().slice(0, 10),
    };
    const path = `/admin/bank/invoices/${invoice}`;
    const presses = random.chance(0.3) ? [...admins] : [random.pick(admins)];
    const answers = await Promise.all(presses.map((admin) => press(admin, path, form, insist)));
    // Pressed again after an answer that was lost, it is refused because it is paid.
    if (answers.every((answer) => answer === null)) return;
    const amount = String(arrived * 100);
    journal.note({ is: 'bank', invoice, amount });
    booked.set(invoice, amount);
  }

  async function payOut(insist: Insist): Promise<void> {
    const admin = random.pick(admins);
    const made = await admin.post('/admin/payout-batches', { currency: 'UAH', confirmed: 'yes' });
    const batch = BATCH.exec(made?.location ?? '')?.[1] ?? (await anyBatch(admin, insist));
    if (!batch) return count('bank: nothing to pay out');
    const path = `/admin/payout-batches/${batch}`;
    if (random.chance(0.1)) {
      await press(admin, path, { intent: 'reject', reason: 'Not today.', confirmed: 'yes' }, insist);
      return;
    }
    for (const one of admins) {
      const ask = await press(one, path, { intent: 'approve' }, insist);
      const total = TOTAL.exec(ask?.text ?? '')?.[1];
      if (total) await press(one, path, { intent: 'approve', total, confirmed: 'yes' }, insist);
    }
    await press(admin, `${path}/file`, { format: random.pick(['xml', 'csv']) }, insist);
    const sent = await press(admin, path, { intent: 'send', confirmed: 'yes' }, insist);
    if (sent && isDone(sent, 'sent')) tell(batch, 'sent');
    await settle(admin, path, batch, insist);
  }

  async function settle(admin: Visitor, path: string, batch: string, insist: Insist): Promise<void> {
    const page = await insist('a batch', () => admin.get(path));
    const payout = PAYOUT.exec(page?.text ?? '')?.[1];
    if (!payout) return;
    const returns = random.chance(0.3);
    const form: Record<string, string> = returns
      ? { intent: 'returned', payout, reason: 'The account is closed.' }
      : { intent: 'paid', confirmed: 'yes' };
    const answer = await press(admin, path, form, insist);
    const step = returns ? 'returned' : 'paid';
    if (answer && isDone(answer, step)) tell(batch, step);
  }

  function tell(batch: string, step: BatchStep): void {
    journal.note({ is: 'batch', batch, step });
    note(batch, step);
  }

  /** One of those that somebody left as they were. */
  async function anyBatch(admin: Visitor, insist: Insist): Promise<string | null> {
    const page = await insist('the batches', () => admin.get('/admin/payout-batches'));
    const listed = [...(page?.text ?? '').matchAll(LISTED)].map(([, id]) => id ?? '');
    return listed.length > 0 ? random.pick(listed) : null;
  }

  const load = openLoad({
    perSecond: options.perSecond,
    mostAtOnce: MOST_AT_ONCE,
    act: (insist) => (random.chance(0.6) ? payByBank(insist) : payOut(insist)),
  });
  return { load, booked, batches };
}
