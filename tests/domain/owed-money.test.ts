import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountOf } from '#app/domain/billing/accounts.ts';
import { type Chargeback, owedOf, standingOf } from '#app/domain/billing/chargeback.ts';
import { confirmBankMoney } from '#app/domain/billing/confirm-bank-money.server.ts';
import { confirmRecharge } from '#app/domain/billing/confirm-recharge.server.ts';
import { decideRecharges } from '#app/domain/billing/decide-recharges.server.ts';
import { lookAtRecharge } from '#app/domain/billing/look-at-recharge.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { readChargebacks } from '#app/domain/billing/read-chargebacks.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { refreshChargeback } from '#app/domain/billing/refresh-chargeback.server.ts';
import { sendRecharge } from '#app/domain/billing/send-recharge.server.ts';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { listingIdOf } from '#app/domain/exchange/read-listings.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { present } from '#app/kernel/assert.ts';
import { openBank } from '../factories/bank.ts';
import { decideByHand, makeRecharged, payIn } from '../factories/cards.ts';
import { checkedLeads } from '../factories/leads.ts';
import { makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { spendAway } from '../factories/spend-away.ts';
import { openPayments, type Payments } from '../setup/payments.ts';
import { visit } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const FRAUDULENT = '4000000000000259';
const ALWAYS_ASKS = 'pm_card_authenticationRequired';

let payments: Payments;
let buyer: string;

beforeAll(async () => {
  payments = await openPayments();
  await openBank(payments.world.db);
});
afterAll(async () => {
  const { world } = payments;
  expect(await checkBooks(world.owner)).toEqual([]);
  expect(await compareWithStripe(world.db.pool, world.db.stripe)).toMatchObject({ differences: [] });
  await payments.stop();
});
beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
  await payments.stripe.breaks({ disputes: { hold: true } });
});
afterEach(() => payments.stripe.heals());

const db = () => payments.world.db;
const banksAct = () => payments.stripe.breaks({ disputes: { hold: false } });
const decide = () => decideRecharges(db(), { organisationIds: [buyer], now: new Date() });

async function spendable(): Promise<bigint> {
  return (await readWallet(db().pool, buyer)).find(({ currency }) => currency === 'UAH')?.spendable ?? 0n;
}

const newest = async () => (await readChargebacks(db().pool, { organisationId: buyer, limit: 1 }))[0];
const chargeback = (status: string): Promise<Chargeback> =>
  until(`a chargeback that is ${status}`, async () => {
    const found = await newest();
    return found?.status === status ? found : null;
  });

const submit = (disputeId: string, text: string) =>
  payments.stripe
    .client()
    .disputes.update(disputeId, { evidence: { uncategorized_text: text }, submit: true });

const isFrozen = async () =>
  (await db().prisma.organisation.findUniqueOrThrow({ where: { id: buyer } })).moneyFrozenAt !== null;

const becomes = (status: string) =>
  until(`a recharge that is ${status}`, () =>
    db().prisma.recharge.findFirst({ where: { organisationId: buyer, status } }),
  );

/** All of a payment was spent when its bank took it back for good: so much is owed. */
async function owe(amountMinor: bigint): Promise<Chargeback> {
  await spendAway(payments.world.owner, buyer, await spendable());
  await banksAct();
  const opened = await chargeback('needs_response');
  await submit(opened.stripeDisputeId, 'losing_evidence');
  const lost = await chargeback('lost');
  expect(owedOf(lost)).toBe(amountMinor);
  return lost;
}

describe('a recharge that its bank takes back', () => {
  it('is booked like any payment: its money frozen, and won given back', async () => {
    await makeRecharged(payments, buyer, { later: 'pm_card_createDispute' });
    await decide();
    const { id } = await becomes('paid');
    expect(await spendable()).toBe(150_000n);
    await banksAct();
    const opened = await chargeback('needs_response');
    expect(opened).toMatchObject({ chargeId: id, amountMinor: 50_000n, frozenMinor: 50_000n });
    expect(await spendable()).toBe(100_000n);
    expect(await isFrozen()).toBe(true);
    // Nothing is charged by itself to whose payment is disputed.
    expect(await decide()).toEqual([]);
    await submit(opened.stripeDisputeId, 'winning_evidence');
    expect(standingOf(await chargeback('won'))).toBe('won');
    await until('that trade goes on', async () => !(await isFrozen()));
    expect(await spendable()).toBe(150_000n);
  });

  it('before it was credited, is credited first', async () => {
    await makeRecharged(payments, buyer, { later: 'pm_card_createDispute' });
    await payments.stripe.breaks({ events: { hold: true }, disputes: { hold: false } });
    const { id, ...of } = await decideByHand(payments, buyer, new Date());
    const { id: paymentIntentId } = await db().stripe.chargeCard({
      ...of,
      ...{ key: id, reference: id, amountMinor: 50_000n, currency: 'UAH', title: 'Test', returnPath: '/' },
    });
    const stripe = payments.stripe.client();
    const dispute = await until('the dispute', async () => {
      const { data } = await stripe.disputes.list({ payment_intent: paymentIntentId });
      return data[0]?.status === 'needs_response' && data[0];
    });
    await refreshChargeback(db(), { ...ACTOR, disputeId: dispute.id, now: new Date() });
    expect(await newest()).toMatchObject({ chargeId: id, frozenMinor: 50_000n });
    expect((await db().prisma.recharge.findUniqueOrThrow({ where: { id } })).status).toBe('paid');
    expect(await isFrozen()).toBe(true);
  });

  it('is not made any more once money stands still, though it was decided', async () => {
    await payIn(payments, buyer, { card: FRAUDULENT, saves: true });
    await makeRecharged(payments, buyer);
    const { id } = await decideByHand(payments, buyer, new Date());
    await banksAct();
    await chargeback('needs_response');
    await sendRecharge(db(), { rechargeId: id, now: new Date() });
    expect(await db().prisma.recharge.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ status: 'canceled', declineCode: 'not_wanted', paymentIntentId: null },
    });
  });
});

describe('what is owed for a payment that was taken back for good', () => {
  it('is paid from a recharge in the moment it is credited', async () => {
    await makeRecharged(payments, buyer, { later: ALWAYS_ASKS, thresholdMinor: 300_000n });
    await payIn(payments, buyer, { card: FRAUDULENT });
    await decide();
    const { id } = await becomes('asking');
    const lost = await owe(100_000n);
    const page = present(
      await confirmRecharge(db(), { ...ACTOR, organisationId: buyer, rechargeId: id, now: new Date() }),
      'the bank has a page',
    );
    await payments.stripe.breaks({ events: { hold: true } });
    await visit(page, { answer: 'complete' });
    await lookAtRecharge(db(), { ...ACTOR, organisationId: buyer, rechargeId: id, now: new Date() });
    expect(await spendable()).toBe(0n);
    expect(await newest()).toMatchObject({ id: lost.id, recoveredMinor: 50_000n });
  });

  it('is paid from money that came by bank in the moment it is booked, and trade goes on', async () => {
    await payIn(payments, buyer, { card: FRAUDULENT });
    const lost = await owe(100_000n);
    expect(await isFrozen()).toBe(true);
    const money = { amountMinor: 120_000n, currency: 'UAH' as const };
    const by = { ...ACTOR, now: new Date() };
    const invoiceId = await openBankInvoice(db(), { ...by, organisationId: buyer, money });
    const bankReference = `owed ${invoiceId}`;
    await confirmBankMoney(db(), { ...by, invoiceId, money, bookedOn: by.now, bankReference });
    expect(await spendable()).toBe(20_000n);
    expect(await newest()).toMatchObject({ id: lost.id, recoveredMinor: 100_000n });
    expect(await isFrozen()).toBe(false);
  });
});

describe('a sale at the moment of a freeze', () => {
  const NICHE = 'legal.migration';

  /** Waits for the wallet behind whoever holds it, and so many others. */
  const waiting = (count: number) =>
    until(`${count} that wait`, async () => {
      const { rows } = await payments.world.owner.query<{ count: string }>(
        `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return Number(rows[0]?.count) === count;
    });

  /** Lets `sale` wait for a wallet behind the freeze that waits for it too, and hands on what came of it. */
  async function race<T>(disputeId: string, sale: () => Promise<T>): Promise<T> {
    const holder = await payments.world.owner.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM lock_balances($1)', [[accountOf(buyer, 'spendable', 'UAH')]]);
      const freeze = refreshChargeback(db(), { ...ACTOR, disputeId, now: new Date() });
      await waiting(1);
      const sold = sale();
      await waiting(2);
      await holder.query('COMMIT');
      await freeze;
      return await sold;
    } finally {
      holder.release();
    }
  }

  /** A wallet with as much again as is disputed, whose freeze nobody has told of yet. */
  async function disputed(): Promise<string> {
    await payIn(payments, buyer, { card: FRAUDULENT });
    await payIn(payments, buyer);
    await payments.stripe.breaks({ events: { hold: true }, disputes: { hold: false } });
    const { paymentIntentId } = await db().prisma.topUp.findFirstOrThrow({
      where: { organisationId: buyer },
      orderBy: { id: 'asc' },
    });
    const stripe = payments.stripe.client();
    const dispute = await until('the dispute', async () => {
      const { data } = await stripe.disputes.list({ payment_intent: paymentIntentId ?? '' });
      return data[0]?.status === 'needs_response' && data[0];
    });
    return dispute.id;
  }

  /** A lead that is taken in, which the worker puts up. */
  async function lead(): Promise<string> {
    const seller = await makeOrganisation(db(), 'seller');
    const offer = await makeOffer(db(), seller, { niche: NICHE, askMinor: 30_000n });
    return present((await checkedLeads(db(), [offer]))[0], 'the lead was taken').lead.id;
  }

  const listed = (leadId: string) =>
    until('that it is listed', () =>
      db().prisma.lead.findFirst({ where: { id: leadId, status: 'available' } }),
    );

  it('by auction sells nothing to whose money was frozen while it waited', async () => {
    const disputeId = await disputed();
    await makeOrder(db(), buyer, { niches: [NICHE] });
    await listed(await race(disputeId, lead));
    expect(await db().prisma.sale.count({ where: { buyerOrganisationId: buyer } })).toBe(0);
    expect(await spendable()).toBe(100_000n);
  });

  it('of a single lead is refused', async () => {
    const disputeId = await disputed();
    const leadId = await lead();
    await listed(leadId);
    const bought = race(disputeId, () =>
      buyListing(db(), {
        ...ACTOR,
        organisationId: buyer,
        listingId: listingIdOf(leadId),
        maxPrice: null,
        now: new Date(),
      }),
    );
    await expect(bought).rejects.toMatchObject({ code: 'money_frozen' });
    expect(await spendable()).toBe(100_000n);
  });
});
