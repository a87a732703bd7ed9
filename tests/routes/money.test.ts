import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readOpenTopUps } from '#app/domain/billing/read-top-ups.server.ts';
import * as walletPage from '#app/routes/buyer/wallet.tsx';
import * as topUpPage from '#app/routes/buyer/wallet-top-up.tsx';
import * as earningsPage from '#app/routes/seller/earnings.tsx';
import * as onboardingPage from '#app/routes/seller/earnings-onboarding.tsx';
import { makeEarner, setUpPayouts, topUp } from '../factories/earnings.ts';
import { makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openPayments, type Payments } from '../setup/payments.ts';
import { onboard, payByCard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

let payments: Payments;
let buyer: string;
let owner: string;
let agent: string;

beforeAll(async () => {
  payments = await openPayments();
  const { db } = payments.world;
  buyer = await makeOrganisation(db, 'buyer');
  owner = (await makePerson(db, { organisationId: buyer })).token;
  agent = (await makePerson(db, { organisationId: buyer, role: 'agent' })).token;
});
afterAll(() => payments.stop());
afterEach(() => payments.stripe.heals());

type Form = Record<string, string>;
const ask = (page: unknown, path: string, token: string, form?: Form) =>
  askPage(payments.world, page as PageModule, { token, path, ...(form ? { form } : {}) });
const wallet = (query = '', token = owner) => ask(walletPage, `/buy/wallet${query}`, token);
const send = (form: Form, token = owner) => ask(topUpPage, '/buy/wallet/top-up', token, form);

type Sent = {
  failed: { errors: Form; refusal: string | null; typed: Record<string, string[]> } | null;
  ask: {
    title: string;
    figures: { label: string; value: string }[];
    fields: Form;
    confirmLabel: string;
  } | null;
};

describe('topping up', () => {
  it('asks with the figures, leads to the card processor, and shows what came of it', async () => {
    await makeOrder(payments.world.db, buyer, { maxPriceMinor: 90_000n });
    const asked = (await send({ amount: '5 000', currency: 'UAH' })).data as Sent;
    expect(asked.ask?.title).toBe('Top up 5,000.00\u00a0UAH?');
    expect(asked.ask?.figures.map(({ value }) => value)).toEqual([
      '5,000.00\u00a0UAH',
      '0.00\u00a0UAH',
      '5,000.00\u00a0UAH',
      'at least 5 leads at your top price of 900.00\u00a0UAH',
    ]);
    expect(await readOpenTopUps(payments.world.db, { organisationId: buyer })).toEqual([]);

    const { status, location } = await send({ ...asked.ask?.fields, confirmed: 'yes' });
    expect(status).toBe(302);
    expect(new URL(location ?? '').origin).toBe(payments.stripe.url);
    const [open] = await readOpenTopUps(payments.world.db, { organisationId: buyer });
    const waiting = (await wallet(`?top_up=${open?.id}`)).data;
    expect(waiting).toMatchObject({ back: { status: 'open', wasLeft: false }, open: [] });
    expect((await wallet(`?top_up=${open?.id}&left=yes`)).data).toMatchObject({ back: { wasLeft: true } });

    const paid = await payByCard(location);
    expect(paid.location).toBe(`http://localhost:3000/buy/wallet?top_up=${open?.id}`);
    await until('the credit', async () => {
      const { data } = await wallet(`?top_up=${open?.id}`);
      return (data as { back: { status: string } }).back.status === 'paid';
    });
    expect((await wallet()).data).toMatchObject({
      balances: [{ currency: 'UAH', spendable: 500_000n, top: 90_000n }],
      lines: [{ what: 'Top-up by card', amount: '+5,000.00\u00a0UAH', balance: '5,000.00\u00a0UAH' }],
    });
  });

  it.each([
    ['nothing', '', /like 5000/],
    ['no amount', 'a lot', /like 5000/],
    ['less than can be paid', '49.99', /smallest payment by card is 50 UAH/],
    ['more than can be paid', '1,000,000', /at most 999,999.99 UAH/],
  ])('says what is wrong with %s, and keeps what was typed', async (_what, amount, sentence) => {
    const { failed } = (await send({ amount, currency: 'UAH' })).data as Sent;
    expect(failed?.errors.amount).toMatch(sentence);
    expect(failed?.typed.amount).toEqual([amount]);
  });

  it('takes no currency but those of the exchange', async () => {
    const { failed } = (await send({ amount: '100', currency: 'DOGE' })).data as Sent;
    expect(failed?.errors.amount).toMatch(/currencies of the list/);
  });

  it('takes the amount of a button', async () => {
    const asked = (await send({ amount: '', currency: 'UAH', quick: 'UAH:9000' })).data as Sent;
    expect(asked.ask?.fields).toEqual({ amount: '9000', currency: 'UAH' });
  });

  it('says so when the card processor does not answer, and goes on with the same payment later', async () => {
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/checkout/sessions', times: 3, does: 'drop' }],
    });
    const { failed } = (await send({ amount: '700', currency: 'UAH', confirmed: 'yes' })).data as Sent;
    expect(failed?.refusal).toMatch(/does not answer right now. Nothing was charged/);
    const [open] = await readOpenTopUps(payments.world.db, { organisationId: buyer });
    const { location } = await send({ continue: open?.id ?? '' });
    await payByCard(location);
    await until('the credit', async () => {
      const { data } = await wallet(`?top_up=${open?.id}`);
      return (data as { back: { status: string } }).back.status === 'paid';
    });
  });

  it('shows and continues nobody else’s payment', async () => {
    const { db } = payments.world;
    const { token } = await makePerson(db, { organisationId: await makeOrganisation(db, 'buyer') });
    await send({ amount: '800', currency: 'UAH', confirmed: 'yes' });
    const [open] = await readOpenTopUps(db, { organisationId: buyer });
    expect((await wallet(`?top_up=${open?.id}`, token)).data).toMatchObject({ back: null, open: [] });
    expect((await send({ continue: open?.id ?? '' }, token)).status).toBe(404);
    expect((await send({ continue: 'topup_none' })).status).toBe(404);
  });

  it('is not for an agent, who sees the wallet', async () => {
    expect((await wallet('', agent)).data).toMatchObject({ mayPay: false });
    expect((await send({ amount: '700', currency: 'UAH' }, agent)).status).toBe(403);
  });
});

describe('a statement', () => {
  it('has one line per lead, its fee in it, with what was left after it, page by page', async () => {
    const { db } = payments.world;
    const { buyer: organisationId, saleId } = await makeEarner(payments);
    const { token } = await makePerson(db, { organisationId });
    await topUp(payments, organisationId, 12_300n);
    expect((await wallet('', token)).data).toMatchObject({
      pages: 1,
      lines: [
        { what: 'Top-up by card', amount: '+123.00\u00a0UAH', balance: '123.00\u00a0UAH', to: null },
        {
          what: 'Lead bought',
          lead: 'New flats, Kyiv, Ukraine',
          to: `/buy/inbox/${saleId}`,
          amount: '\u2212900.00\u00a0UAH',
          balance: '0.00\u00a0UAH',
        },
        { what: 'Top-up by card', amount: '+900.00\u00a0UAH', balance: '900.00\u00a0UAH' },
      ],
    });
    expect((await wallet('?page=2', token)).data).toMatchObject({ lines: [], page: 2 });
    expect((await wallet('?page=x&currency=DOGE', token)).data).toMatchObject({ page: 1, currency: 'UAH' });
  });
});

describe('earning', () => {
  it('is set up, paid out once agreed to, and shown with its state', async () => {
    const { db } = payments.world;
    const { seller } = await makeEarner(payments);
    const { token } = await makePerson(db, { organisationId: seller });
    const page = (query = '', form?: Form) => ask(earningsPage, `/sell/earnings${query}`, token, form);

    expect((await page()).data).toMatchObject({
      balances: [{ available: 81_000n, payable: 0n }],
      payoutAccount: { isOwner: true, account: null, country: 'UA' },
      list: [
        { price: '900.00\u00a0UAH', fee: '90.00\u00a0UAH', share: '810.00\u00a0UAH', status: 'released' },
      ],
    });
    const lacking = (await page('', { intent: 'set-up', country: '' })).data as Sent;
    expect(lacking.failed?.errors.country).toMatch(/Choose the country/);
    const { location } = await page('', { intent: 'set-up', country: 'HU' });
    const back = await onboard(location ?? '', { bank: 'document' });
    expect(back.location).toBe('http://localhost:3000/sell/earnings/onboarding?step=return');
    expect(await ask(onboardingPage, '/sell/earnings/onboarding?step=return', token)).toMatchObject({
      location: '/sell/earnings?done=returned',
    });
    expect((await page()).data).toMatchObject({
      payoutAccount: {
        account: {
          payoutsEnabled: false,
          asked: [{ name: 'individual.verification.document', isLate: true, refused: null }],
        },
      },
    });

    const again = await ask(onboardingPage, '/sell/earnings/onboarding?step=refresh', token);
    await onboard(again.location ?? '');
    await until('that it can be paid', async () => {
      const { data } = await page();
      return (data as { balances: { payable: bigint }[] }).balances[0]?.payable === 81_000n;
    });
    const pay = { intent: 'pay', currency: 'UAH', amount: '81000' };
    const asked = (await page('', pay)).data as Sent;
    expect(asked.ask?.title).toBe('Pay out 810.00\u00a0UAH?');
    const changed = (await page('', { ...pay, amount: '80000', confirmed: 'yes' })).data as Sent;
    expect(changed.failed?.refusal).toMatch(/has changed meanwhile/);
    expect(await page('', { ...pay, confirmed: 'yes' })).toMatchObject({
      location: '/sell/earnings?view=payouts&done=paid',
    });
    await until('that it is sent', async () => {
      const { data } = await page('?view=payouts');
      return (data as { payouts: { status: string }[] }).payouts[0]?.status === 'sent';
    });
    expect((await page()).data).toMatchObject({
      balances: [{ available: 0n, paidOut: 81_000n }],
      troubled: null,
    });
  });

  it('shows a payout that failed, and why, first', async () => {
    const { db } = payments.world;
    const { seller } = await makeEarner(payments, { paidBy: 'demo' });
    await setUpPayouts(payments, seller);
    const { token } = await makePerson(db, { organisationId: seller });
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/transfers', times: 1, does: 'fail', status: 400 }],
    });
    await ask(earningsPage, '/sell/earnings', token, {
      intent: 'pay',
      currency: 'UAH',
      amount: '81000',
      confirmed: 'yes',
    });
    await until('that it is told', async () => {
      const { data } = await ask(earningsPage, '/sell/earnings', token);
      return (data as { troubled: { status: string } | null }).troubled?.status === 'failed';
    });
  });

  it('lets only an owner set up and pay out; others see it', async () => {
    const { db } = payments.world;
    const { seller } = await makeEarner(payments);
    const { token } = await makePerson(db, { organisationId: seller, role: 'manager' });
    expect((await ask(earningsPage, '/sell/earnings', token)).data).toMatchObject({
      payoutAccount: { isOwner: false },
      balances: [{ payable: 0n }],
    });
    for (const form of [
      { intent: 'set-up', country: 'HU' },
      { intent: 'pay', currency: 'UAH', amount: '81000', confirmed: 'yes' },
    ] as Form[]) {
      expect((await ask(earningsPage, '/sell/earnings', token, form)).status).toBe(403);
    }
  });
});
