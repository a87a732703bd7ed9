import { beforeEach, describe, expect, it } from 'vitest';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { workStripeEvent } from '#app/domain/billing/work-stripe-event.server.ts';
import { makeOrganisation } from '../factories/market.ts';
import { paymentsOfFile } from '../setup/payments-of-file.ts';
import { payByCard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const payments = paymentsOfFile({ agrees: false });
let buyer: string;

beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
});

const start = () =>
  startTopUp(payments.world.db, {
    organisationId: buyer,
    money: { amountMinor: 500_000n, currency: 'UAH' },
    actor: 'test',
    origin: 'test',
    now: new Date(),
  });

const events = () => payments.world.db.prisma.stripeEvent;

async function allWorked(): Promise<void> {
  await until('that all was posted', async () => (await payments.stripe.waiting()) === 0);
  await until('that all was worked', async () => (await events().count({ where: { workedAt: null } })) === 0);
}

async function credits(topUpId: string): Promise<number> {
  const { rowCount } = await payments.world.owner.query(
    "SELECT FROM transfer WHERE subject_id = $1 AND kind = 'top_up'",
    [topUpId],
  );
  return rowCount ?? 0;
}

async function spendable(): Promise<bigint> {
  return (await readWallet(payments.world.db.pool, buyer))[0]?.spendable ?? 0n;
}

/** Writes down an event as if Stripe had sent it, and works it. */
async function tell(type: string, objectId: string, account: string | null = null): Promise<string | null> {
  const id = `evt_${Math.random().toString(36).slice(2)}`;
  const at = new Date();
  await events().create({ data: { id, type, account, objectId, createdAt: at, receivedAt: at } });
  await workStripeEvent(payments.world.db, { eventId: id, now: at });
  return (await events().findUniqueOrThrow({ where: { id } })).outcome;
}

const pageOf = async (topUpId: string) =>
  (await payments.world.db.prisma.topUp.findUniqueOrThrow({ where: { id: topUpId } })).stripeSessionId ?? '';

describe('events of one payment credit it once', () => {
  it('when each is sent five times', async () => {
    await payments.stripe.breaks({ events: { copies: 5 } });
    const { topUpId, url } = await start();
    await payByCard(url);
    await allWorked();
    expect(await credits(topUpId)).toBe(1);
    expect(await spendable()).toBe(500_000n);
    const stored = await events().findMany({ where: { objectId: await pageOf(topUpId) } });
    expect(stored).toMatchObject([{ type: 'checkout.session.completed', outcome: 'credited' }]);
  });

  it('when they come in the wrong order', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { topUpId, url } = await start();
    await payByCard(url);
    await payments.stripe.release({ order: 'reversed' });
    await allWorked();
    expect(await credits(topUpId)).toBe(1);
    expect(await spendable()).toBe(500_000n);
  });

  it('when it is told to have expired before it is told to be paid', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { topUpId, url } = await start();
    const page = await pageOf(topUpId);
    await payments.world.db.prisma.topUp.update({ where: { id: topUpId }, data: { status: 'expired' } });
    expect(await tell('checkout.session.expired', page)).toBe('waiting');
    await payByCard(url);
    expect(await tell('checkout.session.expired', page)).toBe('credited');
    expect(await tell('checkout.session.completed', page)).toBe('known');
    await payments.stripe.heals();
    await allWorked();
    expect(await credits(topUpId)).toBe(1);
  });

  it('when two different events say that it is paid, at the same time', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { topUpId, url } = await start();
    await payByCard(url);
    const page = await pageOf(topUpId);
    const outcomes = await Promise.all([
      tell('checkout.session.completed', page),
      tell('checkout.session.async_payment_succeeded', page),
      tell('checkout.session.completed', page),
      tell('payment_intent.succeeded', page),
    ]);
    expect(outcomes.sort()).toEqual(['credited', 'ignored', 'known', 'known']);
    expect(await credits(topUpId)).toBe(1);
  });

  it('when one event is worked twice at the same time', async () => {
    await payments.stripe.breaks({ events: { hold: true } });
    const { topUpId, url } = await start();
    await payByCard(url);
    const at = new Date();
    const eventId = `evt_twice_${topUpId}`;
    await events().create({
      data: {
        id: eventId,
        type: 'checkout.session.completed',
        objectId: await pageOf(topUpId),
        createdAt: at,
        receivedAt: at,
      },
    });
    await Promise.all(
      Array.from({ length: 4 }, () => workStripeEvent(payments.world.db, { eventId, now: at })),
    );
    expect(await credits(topUpId)).toBe(1);
    expect(await spendable()).toBe(500_000n);
  });

  it('when Stripe answers nothing the first times it is asked', async () => {
    const { topUpId, url } = await start();
    await payments.stripe.breaks({
      requests: [{ method: 'GET', path: '/v1/checkout/sessions/*', times: 4, does: 'drop' }],
    });
    await payByCard(url);
    await until('the credit', async () => (await spendable()) === 500_000n);
    expect(await credits(topUpId)).toBe(1);
  });
});

describe('events that are none of ours', () => {
  it.each([
    ['of a kind that nobody works', 'radar.early_fraud_warning.created', 'issfr_1', null],
    ['about a page that we did not open', 'checkout.session.completed', 'cs_test_of_somebody', null],
    ['of another account', 'checkout.session.completed', 'cs_test_of_somebody', 'acct_other'],
    ['of a seller’s account that nobody has', 'account.updated', 'acct_other', 'acct_other'],
    ['about a transfer that we did not make', 'transfer.reversed', 'tr_of_somebody', null],
  ])('%s are ignored', async (_what, type, objectId, account) => {
    expect(await tell(type, objectId, account)).toBe('ignored');
  });

  it('about a page of ours, told of another account, book nothing', async () => {
    const { topUpId, url } = await start();
    await payments.stripe.breaks({ events: { hold: true } });
    await payByCard(url);
    expect(await tell('checkout.session.completed', await pageOf(topUpId), 'acct_other')).toBe('ignored');
    expect(await credits(topUpId)).toBe(0);
  });
});

it('a declined card is no event that moves money', async () => {
  const { topUpId, url } = await start();
  await payByCard(url, '4000000000000002');
  await allWorked();
  expect(await credits(topUpId)).toBe(0);
  expect(await spendable()).toBe(0n);
});
