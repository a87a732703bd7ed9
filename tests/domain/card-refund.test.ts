import { beforeEach, describe, expect, it } from 'vitest';
import { healCardRefunds } from '#app/domain/billing/heal-card-refunds.server.ts';
import { readCardRefunds } from '#app/domain/billing/read-card-refunds.server.ts';
import { readStatement } from '#app/domain/billing/read-statement.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { refundToCard } from '#app/domain/billing/refund-to-card.server.ts';
import { sendCardRefund } from '#app/domain/billing/send-card-refund.server.ts';
import { settleCardRefund } from '#app/domain/billing/settle-card-refund.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { present } from '#app/kernel/assert.ts';
import { DAY_MS, MINUTE_MS } from '#app/kernel/time.ts';
import { payIn } from '../factories/cards.ts';
import { fund, makeOrganisation } from '../factories/market.ts';
import { paymentsOfFile } from '../setup/payments-of-file.ts';
import { until } from '../setup/world.ts';

const ACTOR = { actor: 'test', origin: 'test' };
const fromNow = (ms: number) => new Date(Date.now() + ms);
const REFUND_FAILS = '4000000000005126';
const REFUND_WAITS = '4000000000007726';

const payments = paymentsOfFile({ agrees: true });
let buyer: string;

beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
});

const db = () => payments.world.db;
const refund = (amountMinor: bigint, organisationId = buyer, plan: string | null = null) =>
  refundToCard(db(), { ...ACTOR, organisationId, currency: 'UAH', amountMinor, plan, now: new Date() });
const refunds = () => readCardRefunds(db(), { organisationId: buyer, limit: 50 });

async function spendable(): Promise<bigint> {
  return (await readWallet(db().pool, buyer)).find(({ currency }) => currency === 'UAH')?.spendable ?? 0n;
}

/** All refunds of the buyer, once none is on its way to Stripe any more. */
const passedOn = () =>
  until('that refunds are passed on', async () => {
    const all = await refunds();
    return all.length > 0 && all.every(({ status }) => status !== 'pending') && all;
  });

/** What Stripe has sent back of a top-up, minor units. */
async function refundedAtStripe(topUpId: string): Promise<number> {
  const { paymentIntentId } = await db().prisma.topUp.findUniqueOrThrow({ where: { id: topUpId } });
  const { data } = await payments.stripe.client().refunds.list({ payment_intent: paymentIntentId ?? '' });
  return data.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0);
}

describe('unspent balance', () => {
  it('goes back to the cards it came from, the newest charge first', async () => {
    const old = await payIn(payments, buyer, { amountMinor: 100_000n, card: '4242424242424242' });
    const middle = await payIn(payments, buyer, { amountMinor: 20_000n, card: '4000002500003155' });
    const newest = await payIn(payments, buyer, { amountMinor: 30_000n });
    // 250.00 of it came otherwise: the wallet holds more than came by card.
    await fund(db(), buyer, 25_000n);
    await refund(150_000n);
    expect(await spendable()).toBe(25_000n);
    const sent = await passedOn();
    expect(sent.map(({ amountMinor, last4, status }) => [amountMinor, last4, status])).toEqual(
      expect.arrayContaining([
        [30_000n, '4242', 'sent'],
        [20_000n, '3155', 'sent'],
        [100_000n, '4242', 'sent'],
      ]),
    );
    expect(await Promise.all([old, middle, newest].map(refundedAtStripe))).toEqual([100_000, 20_000, 30_000]);
    // Play money is left, and nothing that came by card.
    await expect(refund(25_000n)).rejects.toMatchObject({ code: 'refund_nothing' });
  });

  it('goes back in parts of a charge, together never more than it brought', async () => {
    const first = await payIn(payments, buyer, { amountMinor: 50_000n });
    const second = await payIn(payments, buyer, { amountMinor: 50_000n });
    await refund(100_000n);
    await passedOn();
    expect(await spendable()).toBe(0n);
    await payIn(payments, buyer, { amountMinor: 10_000n });
    await fund(db(), buyer, 70_000n);
    await refund(10_000n);
    await until('that all are passed on', async () =>
      (await refunds()).every(({ status }) => status === 'sent'),
    );
    expect(await spendable()).toBe(70_000n);
    expect(await refundedAtStripe(first)).toBe(50_000);
    expect(await refundedAtStripe(second)).toBe(50_000);
  });

  it('goes back in part, from the newest charge on, and the rest stays to be spent', async () => {
    const old = await payIn(payments, buyer, { amountMinor: 100_000n });
    const newest = await payIn(payments, buyer, { amountMinor: 30_000n });
    await refund(50_000n, buyer, `${newest}:30000,${old}:20000`);
    await passedOn();
    expect(await Promise.all([old, newest].map(refundedAtStripe))).toEqual([20_000, 30_000]);
    expect(await spendable()).toBe(80_000n);
    await expect(refund(80_001n)).rejects.toMatchObject({ code: 'refund_changed' });
    await refund(80_000n);
    await passedOn();
    expect(await refundedAtStripe(old)).toBe(100_000);
  });

  it('goes to the cards that were shown, or not at all', async () => {
    const shown = await payIn(payments, buyer, { amountMinor: 100_000n });
    const plan = `${shown}:50000`;
    await payIn(payments, buyer, { amountMinor: 30_000n });
    await expect(refund(50_000n, buyer, plan)).rejects.toMatchObject({ code: 'refund_changed' });
    expect(await refunds()).toEqual([]);
  });

  it('is refunded in the amount that was agreed to, or not at all', async () => {
    await payIn(payments, buyer);
    await expect(refund(100_001n)).rejects.toMatchObject({ code: 'refund_changed' });
    const stranger = await makeOrganisation(db(), 'buyer');
    await expect(refund(100_000n, stranger)).rejects.toMatchObject({ code: 'refund_nothing' });
    await db().prisma.organisation.update({ where: { id: buyer }, data: { blockedAt: new Date() } });
    await expect(refund(100_000n)).rejects.toMatchObject({ code: 'refund_blocked' });
    expect(await spendable()).toBe(100_000n);
    expect(await refunds()).toEqual([]);
  });

  it('goes back once however often and by however many it is asked at the same moment', async () => {
    const topUpId = await payIn(payments, buyer);
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => refund(100_000n)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [{ id: cardRefundId } = { id: '' }] = await refunds();
    await Promise.all(
      Array.from({ length: 5 }, () => sendCardRefund(db(), { cardRefundId, now: new Date() })),
    );
    await passedOn();
    expect(await refundedAtStripe(topUpId)).toBe(100_000);
    expect(await spendable()).toBe(0n);
  });

  it('goes back once when the answer is dropped after Stripe has sent it', async () => {
    const topUpId = await payIn(payments, buyer);
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/refunds', times: 3, does: 'drop' }],
    });
    await refund(100_000n);
    await passedOn();
    expect(await refundedAtStripe(topUpId)).toBe(100_000);
  });

  it('stands in the statement, with what came back', async () => {
    await payIn(payments, buyer, { card: REFUND_FAILS });
    await refund(100_000n);
    await until('that it comes back', async () => (await spendable()) === 100_000n);
    const { lines } = await readStatement(db(), {
      organisationId: buyer,
      currency: 'UAH',
      page: 1,
      pageSize: 10,
    });
    expect(lines.map(({ kind, amountMinor, balanceMinor }) => [kind, amountMinor, balanceMinor])).toEqual([
      ['card_refund_return', 100_000n, 100_000n],
      ['card_refund', -100_000n, 0n],
      ['top_up', 100_000n, 100_000n],
    ]);
  });
});

describe('a refund that does not arrive', () => {
  it('comes back once, with its reason, however often it is told', async () => {
    const topUpId = await payIn(payments, buyer, { card: REFUND_FAILS });
    await payments.stripe.breaks({ events: { copies: 3 } });
    await refund(100_000n);
    await until('that it comes back', async () => (await spendable()) === 100_000n);
    const [row] = await refunds();
    expect(row).toMatchObject({ status: 'failed', failureCode: 'expired_or_canceled_card' });
    const { stripeRefundId } = await db().prisma.cardRefund.findUniqueOrThrow({
      where: { id: row?.id ?? '' },
    });
    const refunded = await db().stripe.readRefund(stripeRefundId ?? '');
    expect(await settleCardRefund(db(), { ...ACTOR, refunded, now: new Date() })).toBe('known');
    expect(await spendable()).toBe(100_000n);
    expect(await refundedAtStripe(topUpId)).toBe(0);
    // It can be tried again: the charge has all of it left.
    await refund(100_000n);
  });

  it('keeps nothing from the cards that work: what is asked for next goes to them first', async () => {
    const good = await payIn(payments, buyer, { amountMinor: 40_000n });
    const dead = await payIn(payments, buyer, { amountMinor: 60_000n, card: REFUND_FAILS });
    await refund(60_000n);
    await until('that it came back', async () => (await spendable()) === 100_000n);
    await refund(40_000n);
    await until('that it is sent', async () => (await refundedAtStripe(good)) === 40_000);
    expect(await refundedAtStripe(dead)).toBe(0);
    expect(await spendable()).toBe(60_000n);
  });

  it('is found by asking when its event never came', async () => {
    await payIn(payments, buyer, { card: REFUND_FAILS });
    await payments.stripe.breaks({ events: { hold: true } });
    await refund(100_000n);
    await passedOn();
    await until('that it failed at Stripe', async () => {
      const { data } = await payments.stripe.client().refunds.list({ limit: 1 });
      return data[0]?.status === 'failed';
    });
    expect(await spendable()).toBe(0n);
    // What has come back there and is not booked here yet is under way, and no difference.
    expect(await compareWithStripe(db().pool, db().stripe)).toMatchObject({ differences: [] });
    await healCardRefunds(db(), { now: fromNow(2 * DAY_MS) });
    expect(await spendable()).toBe(100_000n);
  });

  it('and is under way first is sent, and stays so', async () => {
    await payIn(payments, buyer, { card: REFUND_WAITS });
    await refund(100_000n);
    await until('that it is done', async () => (await refunds())[0]?.settledAt);
    expect(await refunds()).toMatchObject([{ status: 'sent', failureCode: null }]);
    expect(await spendable()).toBe(0n);
  });

  it('because Stripe refuses it is in the wallet again at once', async () => {
    const topUpId = await payIn(payments, buyer);
    const { paymentIntentId } = await db().prisma.topUp.findUniqueOrThrow({ where: { id: topUpId } });
    // Somebody has sent it back by hand at Stripe.
    await payments.stripe.client().refunds.create({ payment_intent: paymentIntentId ?? '', amount: 1 });
    await refund(100_000n);
    const [row] = await passedOn();
    expect(row).toMatchObject({ status: 'failed' });
    expect(await spendable()).toBe(100_000n);
    // What was sent by hand is no refund of ours: the books and Stripe differ by it, until it is brought in again.
    await payments.stripe.client().paymentIntents.create({
      ...{ amount: 1, currency: 'uah', payment_method: 'pm_card_visa', confirm: true },
      return_url: 'http://localhost:3000/',
    });
  });

  it('left behind by a job that died is passed on', async () => {
    const topUpId = await payIn(payments, buyer);
    await refund(100_000n);
    const rows = await passedOn();
    expect(rows).toHaveLength(1);
    await healCardRefunds(db(), { now: fromNow(20 * MINUTE_MS) });
    expect(await refundedAtStripe(topUpId)).toBe(100_000);
  });
});

describe('the database', () => {
  const run = (sql: string, values: unknown[]) => payments.world.owner.query(sql, values);
  const insertRefund = (charge: string, amount: bigint, organisationId = buyer) =>
    run(
      `INSERT INTO card_refund (id, organisation_id, currency, amount_minor, charge_id, status, created_by, created_at)
       VALUES ('crfd_' || md5(random()::text), $1, 'UAH', $2, $3, 'pending', 'test', now())`,
      [organisationId, amount, charge],
    );

  it('refuses more than a charge has left, of another’s charge, and money without its row', async () => {
    const topUpId = await payIn(payments, buyer);
    const stranger = await makeOrganisation(db(), 'buyer');
    await expect(insertRefund(topUpId, 100_001n)).rejects.toThrow(/more than its charge has left/);
    await expect(insertRefund(topUpId, 1n, stranger)).rejects.toThrow(/more than its charge has left/);
    await refund(100_000n);
    await expect(insertRefund(topUpId, 1n)).rejects.toThrow(/more than its charge has left/);
    const [row] = await passedOn();
    const id = present(row, 'there is a refund').id;
    const move = (kind: string, subject: string, amount: bigint, from: string, to: string) =>
      run(
        `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin)
         VALUES ($1 || ':' || $2, $1, $3, $4, 'UAH', $5, $2, 'test', 'test')`,
        [kind, subject, from, to, amount],
      );
    const [wallet, clearing] = [`${buyer}:spendable:UAH`, 'platform:stripe_clearing:UAH'];
    await fund(db(), buyer, 200_000n);
    await expect(move('card_refund', 'crfd_none', 100_000n, wallet, clearing)).rejects.toThrow(
      /no refund to a card/,
    );
    await expect(move('card_refund', id, 100_000n, wallet, clearing)).rejects.toThrow(/transfer_key_key/);
    // It did not fail, so nothing comes back.
    await expect(move('card_refund_return', id, 100_000n, clearing, wallet)).rejects.toThrow(
      /no refund to a card/,
    );
    await expect(run('UPDATE card_refund SET amount_minor = 1 WHERE id = $1', [id])).rejects.toThrow(
      /frozen/,
    );
    await expect(run("UPDATE card_refund SET status = 'pending' WHERE id = $1", [id])).rejects.toThrow(
      /does not become/,
    );
    await expect(run('UPDATE card_charge SET amount_minor = 1 WHERE id = $1', [topUpId])).rejects.toThrow();
    await expect(
      run(
        `INSERT INTO card_charge (id, organisation_id, currency, amount_minor, payment_intent_id, created_at)
         VALUES ('topup_none', $1, 'UAH', 5, 'pi_none', now())`,
        [buyer],
      ),
    ).rejects.toThrow(/of no payment/);
  });

  it('keeps two at the same moment from giving back more than there is', async () => {
    const topUpId = await payIn(payments, buyer);
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => insertRefund(topUpId, 60_000n)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    // Without its transfer it is no refund, which the books say.
    expect((await checkBooks(payments.world.owner)).join()).toMatch(/with 0 transfers out/);
    const client = await payments.world.owner.connect();
    await client.query("BEGIN; SET LOCAL session_replication_role = 'replica'");
    await client.query('DELETE FROM card_refund WHERE charge_id = $1', [topUpId]);
    await client.query('COMMIT');
    client.release();
  });

  it('lets check-books find what an owner of the database wrote past it', async () => {
    const topUpId = await payIn(payments, buyer);
    await refund(100_000n);
    const [row] = await passedOn();
    const id = present(row, 'there is a refund').id;
    const client = await payments.world.owner.connect();
    try {
      for (const [sql, found] of [
        [
          `UPDATE card_refund SET status = 'failed', failure_code = 'x' WHERE id = '${id}'`,
          /1 transfers out and 0 back/,
        ],
        [`UPDATE card_refund SET amount_minor = 100001 WHERE id = '${id}'`, /100001 went back/],
        [`UPDATE card_charge SET amount_minor = 5 WHERE id = '${topUpId}'`, /100000 went back/],
        [`DELETE FROM card_refund WHERE id = '${id}'`, /belongs to no recharge or refund to a card/],
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
