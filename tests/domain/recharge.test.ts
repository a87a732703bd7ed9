import { beforeEach, describe, expect, it } from 'vitest';
import { confirmRecharge } from '#app/domain/billing/confirm-recharge.server.ts';
import { decideRecharges } from '#app/domain/billing/decide-recharges.server.ts';
import { healRecharges } from '#app/domain/billing/heal-recharges.server.ts';
import { planRecharge } from '#app/domain/billing/plan-recharge.server.ts';
import { readCards } from '#app/domain/billing/read-cards.server.ts';
import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { removeCard } from '#app/domain/billing/remove-card.server.ts';
import { sendRecharge } from '#app/domain/billing/send-recharge.server.ts';
import { settleRecharge } from '#app/domain/billing/settle-recharge.server.ts';
import { workStripeEvent } from '#app/domain/billing/work-stripe-event.server.ts';
import { diagnoseOrders } from '#app/domain/exchange/diagnose-orders.server.ts';
import { followRecharges } from '#app/domain/exchange/follow-recharges.server.ts';
import { readOrders } from '#app/domain/exchange/read-orders.server.ts';
import { updateOrder } from '#app/domain/exchange/update-order.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import { decideByHand, keptCard, makeRecharged, payIn } from '../factories/cards.ts';
import { makeOrder, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openTrade } from '../factories/trade.ts';
import { paymentsOfFile } from '../setup/payments-of-file.ts';
import { visit } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const fromNow = (ms: number) => new Date(Date.now() + ms);
const ALWAYS_ASKS = '4000002760003184';

const payments = paymentsOfFile({ agrees: true });
let buyer: string;

beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
});

const db = () => payments.world.db;
const decide = (now = new Date()) => decideRecharges(db(), { organisationIds: [buyer], now });
const recharges = () =>
  db().prisma.recharge.findMany({ where: { organisationId: buyer }, orderBy: { id: 'asc' } });
const planOf = async () => present((await readRechargePlans(db(), buyer))[0], 'there is a plan');

async function spendable(): Promise<bigint> {
  return (await readWallet(db().pool, buyer)).find(({ currency }) => currency === 'UAH')?.spendable ?? 0n;
}

async function credits(id: string): Promise<number> {
  const { rowCount } = await payments.world.owner.query(
    "SELECT FROM transfer WHERE subject_id = $1 AND kind = 'recharge'",
    [id],
  );
  return rowCount ?? 0;
}

/** What became of the one recharge of the buyer, once it is over with it. */
const become = (status: string) =>
  until(`a recharge that is ${status}`, async () => (await recharges()).find((one) => one.status === status));

const chargesAtStripe = async (id: string) => {
  const { data } = await payments.stripe.client().paymentIntents.list({ limit: 100 });
  return data.filter(({ metadata }) => metadata.reference === id);
};

async function mailsTo(email: string, template: string): Promise<number> {
  return db().prisma.mail.count({ where: { recipient: email, template } });
}

/** An owner of the buyer's, to whom mails go. */
async function makeOwner(): Promise<string> {
  const { email } = await makePerson(db(), { organisationId: buyer });
  return email;
}

describe('a card', () => {
  it('is kept if its payer agrees, and only then', async () => {
    await payIn(payments, buyer);
    expect(await readCards(db(), buyer)).toEqual([]);
    await payIn(payments, buyer, { saves: true });
    expect(await readCards(db(), buyer)).toMatchObject([{ brand: 'visa', last4: '4242', expiresMonth: 12 }]);
  });

  it('that is kept twice is one card, of one customer', async () => {
    await payIn(payments, buyer, { saves: true });
    await payIn(payments, buyer, { saves: true });
    await payIn(payments, buyer, { saves: true, card: ALWAYS_ASKS });
    const cards = await readCards(db(), buyer);
    expect(cards.map(({ last4 }) => last4).sort()).toEqual(['3184', '4242']);
    const { data } = await payments.stripe.client().customers.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata.organisation === buyer)).toHaveLength(1);
  });

  it('that is removed is forgotten by Stripe under all its names, and halts what recharges by it', async () => {
    await makeRecharged(payments, buyer, { thresholdMinor: 1n });
    await payIn(payments, buyer, { saves: true });
    const card = await keptCard(payments, buyer);
    const stranger = await makeOrganisation(db(), 'buyer');
    const remove = (organisationId: string) =>
      removeCard(db(), { ...ACTOR, organisationId, cardId: card.id, now: new Date() });
    await expect(remove(stranger)).rejects.toMatchObject({ code: 'card_unknown' });
    await remove(buyer);
    await expect(remove(buyer)).rejects.toMatchObject({ code: 'card_unknown' });
    expect(await planOf()).toMatchObject({ state: 'halted', haltCode: 'card_removed', card: null });
    await until('that it is forgotten', async () => {
      const row = await db().prisma.paymentCard.findUniqueOrThrow({ where: { id: card.id } });
      return row.forgottenAt !== null;
    });
    const customer = await db().prisma.paymentCustomer.findUniqueOrThrow({
      where: { organisationId: buyer },
    });
    const { data } = await payments.stripe
      .client()
      .customers.listPaymentMethods(customer.stripeCustomerId, { type: 'card' });
    expect(data).toEqual([]);
  });

  it('of somebody else recharges nothing', async () => {
    await payIn(payments, buyer, { saves: true });
    const stranger = await makeOrganisation(db(), 'buyer');
    const card = await keptCard(payments, buyer);
    const recharge = { thresholdMinor: 1n, amountMinor: 50_000n, ceilingMinor: 50_000n, cardId: card.id };
    await expect(
      planRecharge(db(), {
        ...ACTOR,
        organisationId: stranger,
        currency: 'UAH',
        plan: { warnMinor: null, recharge },
        now: new Date(),
      }),
    ).rejects.toMatchObject({ code: 'recharge_card_unknown' });
  });
});

describe('a wallet below its threshold', () => {
  it('is recharged once, by the kept card, without anybody there', async () => {
    const email = await makeOwner();
    await makeRecharged(payments, buyer);
    await decide();
    const { id } = await become('paid');
    expect(await spendable()).toBe(150_000n);
    expect(await credits(id)).toBe(1);
    expect(await chargesAtStripe(id)).toMatchObject([{ status: 'succeeded', amount: 50_000 }]);
    await until('the mail', async () => (await mailsTo(email, 'recharge_paid')) === 1);
  });

  it('is recharged after the sale that brought it there', async () => {
    const trade = await openTrade(db(), { niche: 'legal.family' });
    buyer = trade.buyerId;
    // 100,000.00 of play money and 1,000.00 by card; a lead costs at least 300.00.
    await makeRecharged(payments, buyer, { thresholdMinor: 10_090_000n });
    expect(await decide()).toEqual([]);
    await trade.sell();
    const { id } = await become('paid');
    expect(await credits(id)).toBe(1);
  });

  it('is not recharged above it, nor beyond the month’s ceiling, nor while it is blocked', async () => {
    await makeRecharged(payments, buyer, { thresholdMinor: 100_000n });
    expect(await decide()).toEqual([]);
    const other = buyer;
    buyer = await makeOrganisation(db(), 'buyer');
    await makeRecharged(payments, buyer, { ceilingMinor: 99_999n, thresholdMinor: 10_000_000n });
    await decide();
    await become('paid');
    expect(await decide()).toEqual([]);
    // Next month there is room again.
    await decide(fromNow(32 * DAY_MS));
    await until('two recharges', async () => (await recharges()).length === 2);
    await db().prisma.organisation.update({ where: { id: other }, data: { blockedAt: new Date() } });
    await db().prisma.rechargePlan.updateMany({
      where: { organisationId: other },
      data: { thresholdMinor: 10_000_000n },
    });
    buyer = other;
    expect(await decide()).toEqual([]);
    expect(await recharges()).toEqual([]);
  });

  it('is decided about once by many at the same moment', async () => {
    await makeRecharged(payments, buyer, { ceilingMinor: 1_000_000n, thresholdMinor: 120_000n });
    const decided = await Promise.all(Array.from({ length: 8 }, () => decide()));
    expect(decided.flat().length).toBeLessThanOrEqual(1);
    await become('paid');
    expect(await recharges()).toHaveLength(1);
    expect(await spendable()).toBe(150_000n);
  });
});

describe('one charge is made and credited once', () => {
  async function undecided() {
    await payments.stripe.breaks({ events: { hold: true } });
    await makeRechargedQuietly();
  }

  /** The plan is set while the events that the credit of the first payment needs still come. */
  async function makeRechargedQuietly() {
    await payments.stripe.heals();
    await makeRecharged(payments, buyer);
    await payments.stripe.breaks({ events: { hold: true } });
  }

  const decidedAt = (createdAt: Date) => decideByHand(payments, buyer, createdAt);

  it('when two jobs are at it at once', async () => {
    await undecided();
    await decide();
    const [row] = await recharges();
    const rechargeId = present(row, 'it is decided').id;
    await Promise.all(Array.from({ length: 4 }, () => sendRecharge(db(), { rechargeId, now: new Date() })));
    await become('paid');
    expect(await chargesAtStripe(rechargeId)).toHaveLength(1);
    expect(await credits(rechargeId)).toBe(1);
  });

  it('when the answer is dropped after Stripe has charged', async () => {
    await undecided();
    await payments.stripe.breaks({
      events: { hold: true },
      requests: [{ method: 'POST', path: '/v1/payment_intents', times: 3, does: 'drop' }],
    });
    await decide();
    const { id } = await become('paid');
    expect(await chargesAtStripe(id)).toHaveLength(1);
    expect(await credits(id)).toBe(1);
  });

  it('when the event comes five times, beside the answer, in the wrong order', async () => {
    await undecided();
    await decide();
    const { id } = await become('paid');
    await payments.stripe.breaks({ events: { hold: true, copies: 5 } });
    await payments.stripe.release({ order: 'reversed' });
    await payments.stripe.heals();
    await until('that all was posted', async () => (await payments.stripe.waiting()) === 0);
    await until(
      'that all was worked',
      async () => (await db().prisma.stripeEvent.count({ where: { workedAt: null } })) === 0,
    );
    expect(await credits(id)).toBe(1);
    expect(await spendable()).toBe(150_000n);
  });

  it('when only the event tells of it', async () => {
    await undecided();
    const now = new Date();
    const card = await keptCard(payments, buyer);
    // Decided, charged, and the process died: no job is left.
    const { id, customerId } = await decidedAt(now);
    const payment = await db().stripe.chargeCard({
      key: id,
      reference: id,
      customerId,
      paymentMethodId: card.stripePaymentMethodId,
      amountMinor: 50_000n,
      currency: 'UAH',
      title: 'test',
      returnPath: '/',
    });
    const eventId = `evt_${id}`;
    await db().prisma.stripeEvent.create({
      data: {
        id: eventId,
        type: 'payment_intent.succeeded',
        objectId: payment.id,
        createdAt: now,
        receivedAt: now,
      },
    });
    await Promise.all([
      workStripeEvent(db(), { eventId, now }),
      sendRecharge(db(), { rechargeId: id, now }),
      settleRecharge(db(), { ...ACTOR, payment, now }),
    ]);
    expect(await credits(id)).toBe(1);
    expect(await spendable()).toBe(150_000n);
    expect(await chargesAtStripe(id)).toHaveLength(1);
  });

  it('and never in another amount, or of another payment, than was decided', async () => {
    await undecided();
    await decide();
    const { id, paymentIntentId } = await become('paid');
    const payment = await db().stripe.readPayment(paymentIntentId ?? '');
    for (const other of [{ amountMinor: 1n }, { currency: 'USD' }, { id: 'pi_other' }]) {
      const settled = await settleRecharge(db(), {
        ...ACTOR,
        payment: { ...payment, ...other },
        now: new Date(),
      });
      expect(settled).toBe('differs');
    }
    expect(await credits(id)).toBe(1);
  });

  it('and not at all once it is turned off, or has waited for half a day', async () => {
    await undecided();
    const now = new Date();
    const { id } = await decidedAt(fromNow(-13 * HOUR_MS));
    await sendRecharge(db(), { rechargeId: id, now });
    expect(await recharges()).toMatchObject([{ status: 'canceled', declineCode: 'not_wanted' }]);
    expect(await planOf()).toMatchObject({ state: 'on' });
    expect(await chargesAtStripe(id)).toEqual([]);
  });
});

describe('a bank that declines', () => {
  it.each([
    ['pm_card_chargeCustomerFail', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ])('(%s) stops recharging until it is turned on again, and says why', async (later, code) => {
    const email = await makeOwner();
    await makeRecharged(payments, buyer, { later });
    await decide();
    await become('declined');
    expect(await planOf()).toMatchObject({ state: 'halted', haltCode: code });
    expect(await spendable()).toBe(100_000n);
    await until('the mail', async () => (await mailsTo(email, 'recharge_declined')) === 1);
    expect(await decide()).toEqual([]);
    const plan = await planOf();
    await planRecharge(db(), {
      ...ACTOR,
      organisationId: buyer,
      currency: 'UAH',
      plan: {
        warnMinor: null,
        recharge: {
          thresholdMinor: plan.thresholdMinor ?? 0n,
          amountMinor: 50_000n,
          ceilingMinor: 50_000n,
          cardId: plan.card?.id ?? '',
        },
      },
      now: new Date(),
    });
    expect(await planOf()).toMatchObject({ state: 'on', haltCode: null });
    await decide();
    await until('the second try', async () => (await recharges()).length === 2);
  });
});

describe('a bank that asks for its cardholder', () => {
  const confirm = (rechargeId: string, organisationId = buyer) =>
    confirmRecharge(db(), { ...ACTOR, organisationId, rechargeId, now: new Date() });
  const statusOf = async (orderId: string) =>
    (await db().prisma.standingOrder.findUniqueOrThrow({ where: { id: orderId } })).status;

  it.each([
    ['always', { card: ALWAYS_ASKS }],
    ['of a card that it has not seen before', { later: 'pm_card_authenticationRequiredOnSetup' }],
  ])(
    '%s pauses recharging and the orders that cannot be paid, and both go on once it is paid',
    async (_when, how) => {
      const email = await makeOwner();
      const dear = await makeOrder(db(), buyer, { maxPriceMinor: 120_000n, niches: ['legal'] });
      const cheap = await makeOrder(db(), buyer, { maxPriceMinor: 90_000n, niches: ['legal'] });
      await makeRecharged(payments, buyer, how);
      await decide();
      const { id } = await become('asking');
      expect(await planOf()).toMatchObject({ state: 'halted', haltCode: 'authentication_required' });
      await until('the pause', async () => (await statusOf(dear.id)) === 'paused');
      expect(await statusOf(cheap.id)).toBe('active');
      const orders = await readOrders(db(), { organisationId: buyer, limit: 5, before: null });
      const said = await diagnoseOrders(db(), { organisationId: buyer, orders, now: new Date() });
      expect(said.get(dear.id)?.reasons).toEqual([{ code: 'paused_for_bank' }]);
      expect(await db().prisma.orderTarget.count({ where: { orderId: dear.id } })).toBe(0);
      await until('the mail', async () => (await mailsTo(email, 'recharge_asks')) === 1);
      expect(await decide()).toEqual([]);

      const stranger = await makeOrganisation(db(), 'buyer');
      await expect(confirm(id, stranger)).rejects.toMatchObject({ code: 'recharge_unknown' });
      const page = present(await confirm(id), 'the bank has a page');
      expect(await confirm(id)).toBe(page);
      const failed = await visit(page, { answer: 'fail' });
      expect(failed.location).toContain(`/buy/wallet/confirm?recharge=${id}`);
      expect(await recharges()).toMatchObject([{ status: 'asking' }]);
      const again = present(await confirm(id), 'it can be tried again');
      await visit(again, { answer: 'complete' });
      await become('paid');
      expect(await confirm(id)).toBeNull();
      expect(await credits(id)).toBe(1);
      expect(await chargesAtStripe(id)).toHaveLength(1);
      expect(await planOf()).toMatchObject({ state: 'on', haltCode: null });
      await until('that orders go on', async () => (await statusOf(dear.id)) === 'active');
      expect(await db().prisma.orderTarget.count({ where: { orderId: dear.id } })).toBe(2);
      expect(await db().prisma.orderPause.count()).toBe(0);
    },
  );

  it('leaves an order alone that its buyer starts by hand, and lets orders go on that are paid otherwise', async () => {
    const [started, waits] = [
      await makeOrder(db(), buyer, { maxPriceMinor: 120_000n, niches: ['legal'] }),
      await makeOrder(db(), buyer, { maxPriceMinor: 150_000n, niches: ['legal'] }),
    ];
    await makeRecharged(payments, buyer, { card: ALWAYS_ASKS });
    await decide();
    const { id } = await become('asking');
    await until('the pause', async () => (await statusOf(waits.id)) === 'paused');
    await updateOrder(db(), {
      ...ACTOR,
      organisationId: buyer,
      orderId: started.id,
      change: { status: 'active' },
      now: new Date(),
    });
    await followRecharges(db(), { now: new Date() });
    expect(await statusOf(started.id)).toBe('active');
    expect(await statusOf(waits.id)).toBe('paused');
    await payIn(payments, buyer);
    await db().queue.send('recharge-moved', { rechargeId: id });
    await until('that the other goes on', async () => (await statusOf(waits.id)) === 'active');
    expect(await statusOf(started.id)).toBe('active');
  });

  it('is waited for three days, then nothing was charged', async () => {
    const email = await makeOwner();
    await makeRecharged(payments, buyer, { card: ALWAYS_ASKS });
    await decide();
    const { id } = await become('asking');
    await healRecharges(db(), { now: fromNow(4 * MINUTE_MS) });
    expect(await recharges()).toMatchObject([{ status: 'asking' }]);
    await healRecharges(db(), { now: fromNow(4 * DAY_MS) });
    await become('canceled');
    expect(await planOf()).toMatchObject({ state: 'halted', haltCode: 'not_confirmed' });
    expect(await chargesAtStripe(id)).toMatchObject([{ status: 'canceled' }]);
    await expect(confirm(id)).rejects.toMatchObject({ code: 'recharge_over' });
    await until('the mail', async () => (await mailsTo(email, 'recharge_declined')) === 1);
  });
});

describe('the database', () => {
  const insert = (sql: string, values: unknown[]) => payments.world.owner.query(sql, values);
  const post = (subject: string, amount: bigint, to: string) =>
    insert(
      `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin)
       VALUES ('recharge:' || $1, 'recharge', 'platform:stripe_clearing:UAH', $3, 'UAH', $2, $1, 'test', 'test')`,
      [subject, amount, `${to}:spendable:UAH`],
    );

  it('refuses a recharge that nobody decided, in another amount, to another, twice, or a second one under way', async () => {
    await makeRecharged(payments, buyer, { card: ALWAYS_ASKS });
    await decide();
    const { id } = await become('asking');
    const stranger = await makeOrganisation(db(), 'buyer');
    await makeOrder(db(), stranger);
    await payIn(payments, stranger);
    await expect(post('rchg_none', 50_000n, buyer)).rejects.toThrow(/is no recharge that was paid/);
    await expect(post(id, 50_000n, buyer)).rejects.toThrow(/is no recharge that was paid/);
    const page = present(
      await confirmRecharge(db(), { ...ACTOR, organisationId: buyer, rechargeId: id, now: new Date() }),
      'a page',
    );
    await visit(page, { answer: 'complete' });
    await become('paid');
    await expect(post(id, 50_000n, buyer)).rejects.toThrow(/transfer_key_key/);
    await expect(
      insert(
        `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin)
         VALUES ('recharge:again', 'recharge', 'platform:stripe_clearing:UAH', $1, 'UAH', 50000, $2, 'test', 'test')`,
        [`${buyer}:spendable:UAH`, id],
      ),
    ).rejects.toThrow(/is no recharge that was paid/);
    await expect(insert(`UPDATE recharge SET amount_minor = 1 WHERE id = $1`, [id])).rejects.toThrow(
      /frozen/,
    );
    await expect(insert(`UPDATE recharge SET status = 'declined' WHERE id = $1`, [id])).rejects.toThrow(
      /does not become/,
    );
    await expect(insert(`DELETE FROM recharge WHERE id = $1`, [id])).rejects.toThrow();
    await expect(
      insert(
        `INSERT INTO recharge (id, organisation_id, currency, amount_minor, card_id, stripe_customer_id, stripe_payment_method_id, month, status, created_at)
         SELECT 'rchg_' || n, organisation_id, currency, 1, card_id, stripe_customer_id, stripe_payment_method_id, month, 'pending', now()
         FROM recharge, generate_series(1, 2) n WHERE id = $1`,
        [id],
      ),
    ).rejects.toThrow(/recharge_open_key/);
  });

  it('lets check-books find what an owner of the database wrote past it', async () => {
    await makeRecharged(payments, buyer);
    await decide();
    const { id } = await become('paid');
    const client = await payments.world.owner.connect();
    try {
      for (const [sql, found] of [
        [
          `UPDATE recharge SET status = 'declined' WHERE id = '${id}'`,
          /it is declined over 50000, credited 50000/,
        ],
        [
          `UPDATE recharge SET amount_minor = 60000 WHERE id = '${id}'`,
          /it is paid over 60000, credited 50000/,
        ],
        [`DELETE FROM card_charge WHERE id = '${id}'`, /no charge is written down/],
        [
          `UPDATE recharge SET organisation_id = (SELECT id FROM organisation WHERE id <> '${buyer}' LIMIT 1) WHERE id = '${id}'`,
          /belongs to no recharge/,
        ],
      ] as const) {
        await client.query('BEGIN');
        await client.query("SET LOCAL session_replication_role = 'replica'");
        await client.query(sql);
        expect((await checkBooks(client)).join('\n')).toMatch(found);
        await client.query('ROLLBACK');
      }
    } finally {
      client.release();
    }
  });
});
