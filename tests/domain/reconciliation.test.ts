import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeReconciliationLine } from '#app/domain/billing/close-reconciliation-line.server.ts';
import { paySeller } from '#app/domain/billing/pay-seller.server.ts';
import {
  readClosedLines,
  readOpenLines,
  readReconciliationRuns,
} from '#app/domain/billing/read-reconciliations.server.ts';
import { reconcile } from '#app/domain/billing/reconcile.server.ts';
import { refundToCard } from '#app/domain/billing/refund-to-card.server.ts';
import { sendCardRefund } from '#app/domain/billing/send-card-refund.server.ts';
import { sendPayout } from '#app/domain/billing/send-payout.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { workStripeEvent } from '#app/domain/billing/work-stripe-event.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { readOpenEnds } from '#app/domain/reports/read-open-ends.server.ts';
import { after, HOUR_MS } from '#app/kernel/time.ts';
import { outcomesOf } from '../factories/accounts.ts';
import { decideByHand } from '../factories/cards.ts';
import { makeDifference } from '../factories/difference.ts';
import { makeEarner, setUpPayouts } from '../factories/earnings.ts';
import { makeOrganisation } from '../factories/market.ts';
import { openPayments, type Payments } from '../setup/payments.ts';
import { payByCard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };

let payments: Payments;

beforeAll(async () => {
  // Jobs are not worked: what events would have done is what the reconciliation has to find.
  payments = await openPayments({ works: false });
});
afterAll(async () => {
  expect(await checkBooks(payments.world.owner)).toEqual([]);
  await payments.stop();
});
afterEach(() => payments.stripe.heals());

const db = () => payments.world.db;
const later = (hours = 1) => after(new Date(), hours * HOUR_MS);
const run = (now = new Date()) => reconcile(db(), { startedBy: 'test', now });
const open = () => readOpenLines(db(), { limit: 50 });

async function pay(
  amountMinor: bigint,
  card?: string,
  savesCard = false,
): Promise<{ topUpId: string; buyer: string }> {
  const buyer = await makeOrganisation(db(), 'buyer');
  const { topUpId, url } = await startTopUp(db(), {
    ...ACTOR,
    organisationId: buyer,
    money: { amountMinor, currency: 'UAH' },
    savesCard,
    now: new Date(),
  });
  await payByCard(url, card);
  return { topUpId, buyer };
}

async function workEvents(): Promise<void> {
  await until('that all was posted', async () => (await payments.stripe.waiting()) === 0);
  for (;;) {
    const waiting = await db().prisma.stripeEvent.findMany({ where: { workedAt: null } });
    if (waiting.length === 0) return;
    for (const { id } of waiting) await workStripeEvent(db(), { eventId: id, now: new Date() });
  }
}

async function agrees(): Promise<void> {
  expect(await checkBooks(payments.world.owner)).toEqual([]);
  expect((await compareWithStripe(payments.world.owner, db().stripe))?.differences).toEqual([]);
}

const lineOf = (transferKey: string) =>
  db().prisma.reconciliationLine.findFirst({
    where: { transferKey, NOT: { id: { startsWith: 'transfer:' } } },
  });

async function booked(kind: string): Promise<bigint> {
  const { rows } = await payments.world.owner.query(
    'SELECT coalesce(sum(amount_minor), 0)::text AS sum FROM transfer WHERE kind = $1',
    [kind],
  );
  return BigInt(rows[0].sum);
}

describe('the reconciliation', () => {
  it('credits a payment of which no answer and no event came', async () => {
    const { topUpId } = await pay(500_000n);
    const done = await run();
    expect(done).toMatchObject({ open: 0, healed: 1 });
    expect((await db().prisma.topUp.findUniqueOrThrow({ where: { id: topUpId } })).status).toBe('paid');
    expect(await lineOf(`top_up:${topUpId}`)).toMatchObject({
      verdict: 'matched',
      type: 'charge',
      stripeMinor: 500_000n,
      oursMinor: 500_000n,
    });
    await workEvents();
    await agrees();
  });

  it('finds nothing more in what it saw before', async () => {
    const before = await db().prisma.reconciliationLine.count();
    expect(await run()).toMatchObject({ open: 0, healed: 0 });
    expect(await db().prisma.reconciliationLine.count()).toBe(before);
  });

  it('books Stripe’s fees and what went to our bank, once each, and the sums agree before and after', async () => {
    await payments.stripe.breaks({ fees: { basisPoints: 250, fixed: 30 } });
    await pay(100_000n);
    await workEvents();
    await agrees();
    await payments.stripe.client().payouts.create({ amount: 50_000, currency: 'uah' });
    await agrees();
    const [first, second] = [await run(), await run()];
    expect([first?.open, second?.open]).toEqual([0, 0]);
    expect(await booked('stripe_fee')).toBe(2_530n);
    expect(await booked('stripe_payout')).toBe(50_000n);
    await agrees();
  });

  it('explains a refund that nobody here knows of as missing here, and what we alone have as missing there', async () => {
    const { topUpId } = await pay(70_000n);
    await workEvents();
    const { paymentIntentId } = await db().prisma.topUp.findUniqueOrThrow({ where: { id: topUpId } });
    await payments.stripe.client().refunds.create({ payment_intent: String(paymentIntentId), amount: 7_000 });
    expect((await run())?.open).toBe(0);
    expect((await open()).map(({ verdict }) => verdict)).toEqual(['in_flight']);
    expect((await run(later()))?.open).toBe(1);
    expect(await open()).toMatchObject([
      { verdict: 'missing_here', type: 'refund', stripeMinor: -7_000n, oursMinor: null },
    ]);
    const [told] = (await compareWithStripe(payments.world.owner, db().stripe))?.differences ?? [];
    expect(told).toMatch(/Stripe holds/);
  });

  it('sees that a payout was passed on whose answer was lost', async () => {
    const { seller, availableMinor } = await makeEarnerPaid();
    const payoutId = await paySeller(db(), {
      ...ACTOR,
      organisationId: seller,
      currency: 'UAH',
      amountMinor: null,
      now: new Date(),
    });
    await payments.stripe.breaks({
      requests: [{ path: '/v1/transfers', method: 'POST', times: 4, does: 'drop' }],
    });
    await expect(sendPayout(db(), { payoutId, now: new Date() })).rejects.toThrow();
    await payments.stripe.heals();
    expect((await db().prisma.payout.findUniqueOrThrow({ where: { id: payoutId } })).status).toBe('pending');
    await run();
    expect(await lineOf(`payout:${payoutId}`)).toMatchObject({
      verdict: 'matched',
      stripeMinor: -availableMinor,
    });
    // It stood in the books already; that it was sent is for the payout's own job to note.
    await sendPayout(db(), { payoutId, now: new Date() });
    const { stripeTransferId } = await db().prisma.payout.findUniqueOrThrow({ where: { id: payoutId } });
    await payments.stripe.client().transfers.createReversal(String(stripeTransferId));
    expect(await run()).toMatchObject({ healed: 1 });
    expect((await db().prisma.payout.findUniqueOrThrow({ where: { id: payoutId } })).status).toBe('reversed');
    const part = await db().prisma.payoutReversal.findFirstOrThrow({ where: { payoutId } });
    expect(await lineOf(`payout_reversal:${part.id}`)).toMatchObject({
      verdict: 'matched',
      stripeMinor: availableMinor,
    });
  });

  it('books a dispute that no event told of', async () => {
    await payments.stripe.breaks({ fees: { dispute: 1_500 } });
    const { buyer } = await pay(90_000n, '4000000000000259');
    const stripe = payments.stripe.client();
    await until(
      'the dispute',
      async () => (await stripe.disputes.list({ limit: 1 })).data[0]?.status === 'needs_response',
    );
    await run();
    const chargeback = await db().prisma.chargeback.findFirstOrThrow({ where: { organisationId: buyer } });
    expect(chargeback).toMatchObject({ withdrawnMinor: 90_000n, costMinor: 1_500n, frozenMinor: 90_000n });
    expect(await lineOf(`chargeback_withdrawn:${chargeback.id}`)).toMatchObject({ verdict: 'matched' });
  });

  it('says that it could not when Stripe does not answer, and makes up for it', async () => {
    await payments.stripe.breaks({
      requests: [{ path: '/v1/balance_transactions', times: 10, does: 'drop' }],
    });
    await expect(run()).rejects.toThrow();
    const runs = await readReconciliationRuns(db(), { limit: 50 });
    expect(runs.filter(({ failure }) => failure === 'stripe_silent')).toHaveLength(1);
    await payments.stripe.heals();
    expect(await run()).toMatchObject({ healed: 0 });
  });

  it('credits a recharge of which no answer and no event came', async () => {
    const { buyer } = await pay(50_000n, '4242424242424242', true);
    await workEvents();
    const { id, ...of } = await decideByHand(payments, buyer, new Date());
    await payments.stripe.breaks({ events: { hold: true } });
    const charge = { key: id, reference: id, amountMinor: 50_000n, currency: 'UAH' };
    await db().stripe.chargeCard({ ...of, ...charge, title: 'Test', returnPath: '/' });
    expect((await run())?.healed).toBe(1);
    expect((await db().prisma.recharge.findUniqueOrThrow({ where: { id } })).status).toBe('paid');
    expect(await lineOf(`recharge:${id}`)).toMatchObject({ verdict: 'matched', stripeMinor: 50_000n });
    await payments.stripe.heals();
  });

  it('knows that a refund which Stripe refused moved nothing', async () => {
    const { buyer, topUpId } = await pay(60_000n);
    await workEvents();
    const { paymentIntentId } = await db().prisma.topUp.findUniqueOrThrow({ where: { id: topUpId } });
    const by = { ...ACTOR, organisationId: buyer, currency: 'UAH' as const, now: new Date() };
    const [cardRefundId = ''] = await refundToCard(db(), { ...by, amountMinor: 60_000n, plan: null });
    await payments.stripe.client().refunds.create({ payment_intent: String(paymentIntentId), amount: 1 });
    await sendCardRefund(db(), { cardRefundId, now: new Date() });
    expect((await db().prisma.cardRefund.findUniqueOrThrow({ where: { id: cardRefundId } })).status).toBe(
      'failed',
    );
    await run(later());
    const lines = await db().prisma.reconciliationLine.findMany({
      where: { id: { startsWith: 'transfer:', contains: cardRefundId } },
    });
    expect(lines.map(({ verdict }) => verdict)).toEqual(['cancelled', 'cancelled']);
  });

  it('brings a refund back into the wallet that its bank did not take and no event told of', async () => {
    const { buyer } = await pay(45_000n, '4000000000005126');
    await workEvents();
    const by = { ...ACTOR, organisationId: buyer, currency: 'UAH' as const, now: new Date() };
    const [cardRefundId = ''] = await refundToCard(db(), { ...by, amountMinor: 45_000n, plan: null });
    await payments.stripe.breaks({ events: { hold: true } });
    await sendCardRefund(db(), { cardRefundId, now: new Date() });
    await until('that it failed at Stripe', async () => {
      const { data } = await payments.stripe.client().refunds.list({ limit: 1 });
      return data[0]?.status === 'failed';
    });
    expect(await run()).toMatchObject({ healed: 1 });
    expect(await lineOf(`card_refund_return:${cardRefundId}`)).toMatchObject({
      verdict: 'matched',
      type: 'refund_failure',
      stripeMinor: 45_000n,
    });
    await payments.stripe.heals();
  });

  it('runs once at a time', async () => {
    await payments.stripe.breaks({
      requests: [{ path: '/v1/balance_transactions', times: 1, does: 'hold' }],
    });
    const first = run();
    await until('that it reads', async () => {
      const state = (await (await fetch(`${payments.stripe.url}/sandbox/faults`)).json()) as {
        requests: { times: number }[];
      };
      return state.requests[0]?.times === 0;
    });
    expect(await run()).toBeNull();
    await payments.stripe.heals();
    expect(await first).not.toBeNull();
  });

  it('finds a transfer for which Stripe has nothing', async () => {
    const { owner } = payments.world;
    const buyer = await makeOrganisation(db(), 'buyer');
    const { topUpId } = await startTopUp(db(), {
      ...ACTOR,
      organisationId: buyer,
      money: { amountMinor: 33_000n, currency: 'UAH' },
      now: new Date(),
    });
    await owner.query(`UPDATE top_up SET status = 'paid', paid_at = now() WHERE id = $1`, [topUpId]);
    await owner.query(
      `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin, created_at, input_hash, row_hash)
       VALUES ('top_up:' || $1, 'top_up', 'platform:stripe_clearing:UAH', $2 || ':spendable:UAH', 'UAH', 33000, $1, 'test', 'test', now(), '', '')`,
      [topUpId, buyer],
    );
    await run(later());
    expect((await open()).filter(({ type }) => type !== 'refund')).toMatchObject([
      { verdict: 'missing_there', id: `transfer:top_up:${topUpId}`, stripeMinor: null, oursMinor: 33_000n },
    ]);
  });
});

describe('a difference that an admin closes', () => {
  const REASON = 'A test payment, looked up at Stripe.';
  const close = (lineId: string, actor = 'pers_admin') =>
    closeReconciliationLine(db(), { actor, origin: 'test', lineId, reason: REASON, now: new Date() });
  const openIds = async () => (await readOpenLines(db(), { limit: 100 })).map(({ id }) => id);

  it('is open no more, with who and why in the audit, and is closed once by many at a time', async () => {
    const lineId = await makeDifference(db());
    expect(await openIds()).toContain(lineId);
    const before = (await readOpenEnds(db().pool, { now: new Date() })).reconciliationOpen;
    const all = await outcomesOf(Array.from({ length: 4 }, () => close(lineId)));
    expect(all).toEqual([null, ...Array(3).fill('reconciliation_line_settled')]);
    expect(await openIds()).not.toContain(lineId);
    expect((await readOpenEnds(db().pool, { now: new Date() })).reconciliationOpen).toBe(before - 1);
    const entries = await db().prisma.auditEntry.findMany({ where: { subjectId: lineId } });
    expect(entries).toMatchObject([
      { action: 'reconciliation.line_closed', actor: 'pers_admin', details: { reason: REASON } },
    ]);
    expect((await readClosedLines(db(), { limit: 5 }))[0]).toMatchObject({ id: lineId, reason: REASON });
  });

  it('is open again when it stands otherwise, and can be closed anew', async () => {
    const lineId = await makeDifference(db());
    await close(lineId);
    await db().prisma.reconciliationLine.update({
      where: { id: lineId },
      data: { verdict: 'amount_differs', oursMinor: -6_000n },
    });
    expect(await openIds()).toContain(lineId);
    await close(lineId);
    expect(await openIds()).not.toContain(lineId);
  });

  it('is not closed while it is on its way, once it is settled, or when nobody knows it', async () => {
    const lineId = await makeDifference(db());
    const set = (data: { verdict: string; settledAt?: Date }) =>
      db().prisma.reconciliationLine.update({ where: { id: lineId }, data });
    await set({ verdict: 'in_flight' });
    await expect(close(lineId)).rejects.toMatchObject({ code: 'reconciliation_line_under_way' });
    await set({ verdict: 'matched', settledAt: new Date() });
    await expect(close(lineId)).rejects.toMatchObject({ code: 'reconciliation_line_settled' });
    await expect(close('txn_of_nobody')).rejects.toMatchObject({ code: 'reconciliation_line_unknown' });
    const insert = `INSERT INTO reconciliation_closure VALUES ('rclo_1', $1, 'matched', -7000, NULL, $2, 'x', now())`;
    await expect(db().pool.query(insert, [lineId, REASON])).rejects.toThrow(/not open/);
    await expect(
      payments.world.owner.query(`UPDATE reconciliation_closure SET reason = 'another one'`),
    ).rejects.toThrow(/never changed/);
  });
});

async function makeEarnerPaid() {
  await pay(90_000n);
  await workEvents();
  const earner = await makeEarner(payments, { paidBy: 'demo' });
  const account = setUpPayouts(payments, earner.seller);
  await until('the account’s event', async () => {
    await workEvents();
    return db().prisma.payoutAccount.findFirst({
      where: { organisationId: earner.seller, payoutsEnabled: true },
    });
  });
  await account;
  return earner;
}
