import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { continueTopUp } from '#app/domain/billing/continue-top-up.server.ts';
import { healTopUps } from '#app/domain/billing/heal-top-ups.server.ts';
import { readStatement } from '#app/domain/billing/read-statement.server.ts';
import { readOpenTopUps } from '#app/domain/billing/read-top-ups.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { settleTopUp } from '#app/domain/billing/settle-top-up.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { OPEN_TOP_UPS_LIMIT } from '#app/domain/billing/top-up.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import type { Money } from '#app/kernel/money.ts';
import { after, MINUTE_MS } from '#app/kernel/time.ts';
import { makeOrganisation } from '../factories/market.ts';
import { openPayments, type Payments } from '../setup/payments.ts';
import { payByCard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const FIVE_THOUSAND: Money = { amountMinor: 500_000n, currency: 'UAH' };

let payments: Payments;
let buyer: string;

beforeAll(async () => {
  payments = await openPayments();
});
afterAll(() => payments.stop());

beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
});
afterEach(() => payments.stripe.heals());

const start = (money: Money = FIVE_THOUSAND, now = new Date()) =>
  startTopUp(payments.world.db, { ...ACTOR, organisationId: buyer, money, now });

async function spendable(organisationId = buyer): Promise<bigint> {
  const wallets = await readWallet(payments.world.db.pool, organisationId);
  return wallets.find(({ currency }) => currency === 'UAH')?.spendable ?? 0n;
}

const rowOf = (id: string) => payments.world.db.prisma.topUp.findUniqueOrThrow({ where: { id } });
const later = (minutes: number) => after(new Date(), minutes * MINUTE_MS);

describe('a top-up', () => {
  it('is credited once it is paid, and not before', async () => {
    const { topUpId, url } = await start();
    expect(await spendable()).toBe(0n);
    await payByCard(url);
    await until('the credit', async () => (await spendable()) === 500_000n);
    const row = await rowOf(topUpId);
    expect(row).toMatchObject({ status: 'paid' });
    expect(row.paymentIntentId).toMatch(/^pi_/);
    const { lines } = await readStatement(payments.world.db, {
      organisationId: buyer,
      currency: 'UAH',
      page: 1,
      pageSize: 10,
    });
    expect(lines).toMatchObject([
      { kind: 'top_up', subjectId: topUpId, amountMinor: 500_000n, balanceMinor: 500_000n },
    ]);
    expect(await checkBooks(payments.world.owner)).toEqual([]);
  });

  it('whose card is declined stays open with nothing booked, and can be paid with another', async () => {
    const { topUpId, url } = await start();
    await payByCard(url, '4000000000000002');
    await payByCard(url, '4000000000009995');
    expect(await rowOf(topUpId)).toMatchObject({ status: 'open', paidAt: null });
    expect(await spendable()).toBe(0n);
    const again = await continueTopUp(payments.world.db, {
      ...ACTOR,
      organisationId: buyer,
      topUpId,
      now: new Date(),
    });
    expect(again).toBe(url);
    await payByCard(again);
    await until('the credit', async () => (await spendable()) === 500_000n);
  });

  it.each([
    ['too small', { amountMinor: 4_999n, currency: 'UAH' }, 'top_up_too_small'],
    ['too large', { amountMinor: 100_000_000n, currency: 'UAH' }, 'top_up_too_large'],
    ['in parts of a forint', { amountMinor: 1_000_050n, currency: 'HUF' }, 'top_up_not_whole'],
  ] as const)('that is %s is refused before anything is written', async (_what, money, code) => {
    await expect(start(money)).rejects.toMatchObject({ code });
    expect(await payments.world.db.prisma.topUp.count({ where: { organisationId: buyer } })).toBe(0);
  });

  it('is one of at most five that are open', async () => {
    const tries = await Promise.allSettled(Array.from({ length: OPEN_TOP_UPS_LIMIT + 2 }, () => start()));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(OPEN_TOP_UPS_LIMIT);
    await expect(start()).rejects.toMatchObject({ code: 'top_ups_open_limit' });
  });

  it('is nobody else’s to go on with', async () => {
    const { topUpId } = await start();
    const stranger = await makeOrganisation(payments.world.db, 'buyer');
    await expect(
      continueTopUp(payments.world.db, { ...ACTOR, organisationId: stranger, topUpId, now: new Date() }),
    ).rejects.toMatchObject({ code: 'top_up_unknown' });
  });

  it('is written with its audit row before Stripe hears of it', async () => {
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/checkout/sessions', times: 3, does: 'fail' }],
    });
    await expect(start()).rejects.toMatchObject({ code: 'payments_unreachable' });
    const [open] = await readOpenTopUps(payments.world.db, { organisationId: buyer });
    expect(open).toMatchObject({ status: 'open', amountMinor: 500_000n });
    const audit = await payments.world.db.prisma.auditEntry.findMany({
      where: { subjectId: open?.id ?? '' },
    });
    expect(audit).toMatchObject([{ action: 'top_up.started', actor: 'test' }]);
  });

  it('of which Stripe names another amount is not booked', async () => {
    const { topUpId, url } = await start();
    const row = await rowOf(topUpId);
    const page = await payments.world.db.stripe.readCheckout(row.stripeSessionId ?? '');
    for (const other of [
      { amountMinor: page.amountMinor - 1n },
      { currency: 'USD' },
      { id: 'cs_test_another' },
    ]) {
      const settled = await settleTopUp(payments.world.db, {
        ...ACTOR,
        page: { ...page, isPaid: true, status: 'complete', ...other },
        now: new Date(),
      });
      expect(settled).toBe('differs');
    }
    expect(await spendable()).toBe(0n);
    await payByCard(url);
    await until('the credit', async () => (await spendable()) === 500_000n);
  });
});

describe('what a lost answer or event has left of a top-up', () => {
  it('is found by asking: a payment whose event never came is credited, once', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { topUpId, url } = await start();
    await payByCard(url);
    expect((await healTopUps(payments.world.db, { now: new Date() })).has(topUpId)).toBe(false);
    expect((await healTopUps(payments.world.db, { now: later(4) })).get(topUpId)).toBe('credited');
    expect(await spendable()).toBe(500_000n);
    await payments.stripe.heals();
    const { db } = payments.world;
    await until('the events that come after all', async () => (await payments.stripe.waiting()) === 0);
    await until(
      'their work',
      async () => !(await db.prisma.stripeEvent.count({ where: { workedAt: null } })),
    );
    expect(await spendable()).toBe(500_000n);
  });

  it('is the same page: an answer that was lost after Stripe had opened it is asked for again', async () => {
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/checkout/sessions', times: 3, does: 'drop' }],
    });
    await expect(start()).rejects.toMatchObject({ code: 'payments_unreachable' });
    const [open] = await readOpenTopUps(payments.world.db, { organisationId: buyer });
    const topUpId = open?.id ?? '';
    expect((await rowOf(topUpId)).stripeSessionId).toBeNull();
    await healTopUps(payments.world.db, { now: later(4) });
    const url = await continueTopUp(payments.world.db, {
      ...ACTOR,
      organisationId: buyer,
      topUpId,
      now: later(4),
    });
    const { data } = await payments.stripe.client().checkout.sessions.list({ limit: 100 });
    expect(data.filter(({ client_reference_id: reference }) => reference === topUpId)).toHaveLength(1);
    await payByCard(url);
    await until('the credit', async () => (await spendable()) === 500_000n);
  });

  it('ends when the page ends, and not for a paid one', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const [unpaid, paid] = [await start(), await start()];
    await payByCard(paid.url);
    await payments.stripe.breaks({ clockAheadS: 61 * 60 });
    const outcomes = await until('the end of the page', async () => {
      const healed = await healTopUps(payments.world.db, { now: later(61) });
      return healed.get(unpaid.topUpId) === 'expired' && healed;
    });
    expect(outcomes.get(paid.topUpId) ?? 'credited').toBe('credited');
    expect((await rowOf(unpaid.topUpId)).status).toBe('expired');
    expect((await rowOf(paid.topUpId)).status).toBe('paid');
    expect(await spendable()).toBe(500_000n);
    await expect(
      continueTopUp(payments.world.db, {
        ...ACTOR,
        organisationId: buyer,
        topUpId: unpaid.topUpId,
        now: later(61),
      }),
    ).rejects.toMatchObject({ code: 'top_up_over' });
  });

  it('of which Stripe never heard ends by itself', async () => {
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/checkout/sessions', times: 3, does: 'fail' }],
    });
    await expect(start()).rejects.toMatchObject({ code: 'payments_unreachable' });
    const [open] = await readOpenTopUps(payments.world.db, { organisationId: buyer });
    expect((await healTopUps(payments.world.db, { now: later(26) })).get(open?.id ?? '')).toBe('expired');
  });
});
