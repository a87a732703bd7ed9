import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { owedOf, standingOf } from '#app/domain/billing/chargeback.ts';
import { healPayments } from '#app/domain/billing/heal-payments.server.ts';
import { readChargebacks } from '#app/domain/billing/read-chargebacks.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { tellOfChargebacks } from '#app/domain/billing/tell-of-chargebacks.server.ts';
import { workStripeEvent } from '#app/domain/billing/work-stripe-event.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { diagnoseOrders } from '#app/domain/exchange/diagnose-orders.server.ts';
import { readOrders } from '#app/domain/exchange/read-orders.server.ts';
import { checkBooks } from '#app/domain/reports/check-books.server.ts';
import { compareWithStripe } from '#app/domain/reports/compare-with-stripe.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import { topUp } from '../factories/earnings.ts';
import {
  freshPhone,
  leadBody,
  makeKey,
  makeOffer,
  makeOrder,
  makeOrganisation,
} from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { spendAway } from '../factories/spend-away.ts';
import { apiClient } from '../setup/client.ts';
import { paymentsOfFile } from '../setup/payments-of-file.ts';
import { openReceiver, type Received } from '../setup/receiver.ts';
import { payByCard } from '../setup/stripe.ts';
import { until } from '../setup/world.ts';

const FRAUDULENT = '4000000000000259';
const NOT_RECEIVED = '4000000000002685';
const INQUIRY = '4000000000001976';
const ACTOR = { actor: 'test', origin: 'test' };
const AMOUNT = 500_000n;

const payments = paymentsOfFile({ agrees: false });
let buyer: string;

beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
  await payments.stripe.breaks({ disputes: { hold: true }, fees: { dispute: 1_500 } });
});
afterEach(async () => {
  await payments.stripe.heals();
  await quiet();
});

/** Pays with a card whose bank disputes it as soon as it may. */
async function payDisputed(card: string): Promise<string> {
  const { db } = payments.world;
  const { topUpId, url } = await startTopUp(db, {
    ...ACTOR,
    organisationId: buyer,
    money: { amountMinor: AMOUNT, currency: 'UAH' },
    now: new Date(),
  });
  await payByCard(url, card);
  await until('the credit', async () => (await spendable()) === AMOUNT);
  return topUpId;
}

const banksAct = () => payments.stripe.breaks({ disputes: { hold: false } });
const spendable = async () =>
  (await readWallet(payments.world.db.pool, buyer)).find(({ currency }) => currency === 'UAH')?.spendable ??
  0n;

async function quiet(): Promise<void> {
  const { db } = payments.world;
  await until('that all was posted', async () => (await payments.stripe.waiting()) === 0);
  await until(
    'that all was worked',
    async () => (await db.prisma.stripeEvent.count({ where: { workedAt: null } })) === 0,
  );
}

async function chargeback(status?: string) {
  return until(`a chargeback that is ${status ?? 'there'}`, async () => {
    const [found] = await readChargebacks(payments.world.db.pool, { organisationId: buyer, limit: 1 });
    return found && (status === undefined || found.status === status) ? found : null;
  });
}

/** What moved for a chargeback, by kind. */
async function moved(): Promise<Record<string, bigint>> {
  const { rows } = await payments.world.owner.query(
    `SELECT t.kind, sum(t.amount_minor)::text AS sum FROM transfer t WHERE t.kind LIKE 'chargeback%'
       AND (t.subject_id IN (SELECT id FROM chargeback WHERE organisation_id = $1)
         OR t.subject_id IN (SELECT r.id FROM chargeback_recovery r JOIN chargeback c ON c.id = r.chargeback_id WHERE c.organisation_id = $1))
     GROUP BY 1`,
    [buyer],
  );
  return Object.fromEntries(rows.map(({ kind, sum }) => [kind, BigInt(sum)]));
}

const frozenAt = async () =>
  (await payments.world.db.prisma.organisation.findUniqueOrThrow({ where: { id: buyer } })).moneyFrozenAt;

const submit = (disputeId: string, text: string) =>
  payments.stripe
    .client()
    .disputes.update(disputeId, { evidence: { uncategorized_text: text }, submit: true });

async function agrees(): Promise<void> {
  await quiet();
  expect(await checkBooks(payments.world.owner)).toEqual([]);
  expect((await compareWithStripe(payments.world.owner, payments.world.db.stripe))?.differences).toEqual([]);
}

const spend = (amountMinor: bigint) => spendAway(payments.world.owner, buyer, amountMinor);

/** A lead on the open market that no order wants. */
async function listLead(): Promise<string> {
  const { db } = payments.world;
  const seller = await makeOrganisation(db, 'seller');
  const offer = await makeOffer(db, seller, { niche: 'climate.solar', regions: ['UA'] });
  const call = apiClient(payments.url, await makeKey(db, seller));
  const { body } = await call('POST', '/leads', {
    body: leadBody(offer.id, { contact: { name: 'A B', phone: freshPhone() } }),
  });
  await until('that it is listed', async () => {
    const lead = await db.prisma.lead.findUnique({ where: { id: body.id } });
    return lead?.status === 'available';
  });
  return body.id.replace('lead_', 'lst_');
}

describe('a payment that is disputed', () => {
  it('is taken, freezes the money and stops the buyer; won, all comes back and trade goes on', async () => {
    await payDisputed(FRAUDULENT);
    const { id: orderId } = await makeOrder(payments.world.db, buyer);
    await banksAct();
    const opened = await chargeback('needs_response');
    await quiet();
    expect(opened.reason).toBe('fraudulent');
    expect(opened.evidenceDueAt?.getTime()).toBeGreaterThan(Date.now());
    expect(await spendable()).toBe(0n);
    expect(await moved()).toEqual({
      chargeback_withdrawn: AMOUNT,
      chargeback_cost: 1_500n,
      chargeback_freeze: AMOUNT,
    });
    expect(await frozenAt()).not.toBeNull();
    const orders = await readOrders(payments.world.db, { organisationId: buyer, limit: 5, before: null });
    const diagnosis = await diagnoseOrders(payments.world.db, {
      organisationId: buyer,
      orders,
      now: new Date(),
    });
    expect(diagnosis.get(orderId)?.reasons).toEqual([{ code: 'money_frozen' }]);
    await agrees();

    await submit(opened.stripeDisputeId, 'winning_evidence');
    const won = await chargeback('won');
    await quiet();
    expect(await spendable()).toBe(AMOUNT);
    expect(await frozenAt()).toBeNull();
    expect(await moved()).toMatchObject({ chargeback_reinstated: AMOUNT, chargeback_unfreeze: AMOUNT });
    expect(standingOf(won)).toBe('won');
    await agrees();
  });

  it('lost, leaves frozen what was there and takes the rest of later payments, first of all', async () => {
    await payDisputed(NOT_RECEIVED);
    await spend(300_000n);
    await banksAct();
    const opened = await chargeback('needs_response');
    await quiet();
    expect(opened.frozenMinor).toBe(200_000n);
    expect(owedOf(opened)).toBe(300_000n);
    await submit(opened.stripeDisputeId, 'losing_evidence');
    expect(standingOf(await chargeback('lost'))).toBe('owed');
    expect(await frozenAt()).not.toBeNull();
    await agrees();

    await topUp(payments, buyer, 100_000n);
    expect(await spendable()).toBe(0n);
    expect(owedOf(await chargeback())).toBe(200_000n);
    expect(await frozenAt()).not.toBeNull();
    await topUp(payments, buyer, 250_000n);
    expect(await spendable()).toBe(50_000n);
    expect(standingOf(await chargeback())).toBe('lost');
    expect(await frozenAt()).toBeNull();
    expect(await moved()).toMatchObject({ chargeback_recovery: 300_000n });
    await agrees();
  });

  it('given up, is lost; what is covered stops nobody any more', async () => {
    await payDisputed(FRAUDULENT);
    await banksAct();
    const { stripeDisputeId } = await chargeback('needs_response');
    await payments.stripe.client().disputes.close(stripeDisputeId);
    expect(standingOf(await chargeback('lost'))).toBe('lost');
    expect(await frozenAt()).toBeNull();
    await agrees();
  });

  it('asked about first, moves no money until the question becomes a dispute', async () => {
    await payDisputed(INQUIRY);
    await banksAct();
    const asked = await chargeback('warning_needs_response');
    await quiet();
    expect(await moved()).toEqual({});
    expect(await frozenAt()).toBeNull();
    expect(await spendable()).toBe(AMOUNT);
    await submit(asked.stripeDisputeId, 'escalate_inquiry_evidence');
    await chargeback('needs_response');
    await quiet();
    expect(await moved()).toMatchObject({ chargeback_withdrawn: AMOUNT, chargeback_freeze: AMOUNT });
    await submit(asked.stripeDisputeId, 'winning_evidence');
    await chargeback('won');
    await quiet();
    expect(await spendable()).toBe(AMOUNT);
    await agrees();
  });

  it('only asked about, closes without a movement', async () => {
    await payDisputed(INQUIRY);
    await banksAct();
    const { stripeDisputeId } = await chargeback('warning_needs_response');
    await submit(stripeDisputeId, 'winning_evidence');
    await chargeback('warning_closed');
    await quiet();
    expect(await moved()).toEqual({});
    expect(await spendable()).toBe(AMOUNT);
    await agrees();
  });

  it('lets its payer buy nothing singly either, and gives nothing back to the card', async () => {
    await payDisputed(FRAUDULENT);
    await banksAct();
    await chargeback('needs_response');
    await quiet();
    const refund = payments.stripe.client().refunds.create({
      payment_intent: String(
        (await payments.world.db.prisma.topUp.findFirstOrThrow({ where: { organisationId: buyer } }))
          .paymentIntentId,
      ),
    });
    await expect(refund).rejects.toMatchObject({ code: 'charge_disputed' });
    await expect(
      buyListing(payments.world.db, {
        ...ACTOR,
        organisationId: buyer,
        listingId: await listLead(),
        maxPrice: null,
        now: new Date(),
      }),
    ).rejects.toThrow('money_frozen');
  });
});

describe('the owners of a wallet', () => {
  const received: Received[] = [];
  let receiver: Awaited<ReturnType<typeof openReceiver>>;
  let email: string;
  beforeAll(async () => {
    receiver = await openReceiver((one) => received.push(one));
  });
  afterAll(() => receiver.close());
  beforeEach(async () => {
    ({ email } = await makePerson(payments.world.db, { organisationId: buyer }));
    await createEndpoint(payments.world.db, {
      ...{ ...ACTOR, organisationId: buyer, url: receiver.url, allowPrivate: true, now: new Date() },
      events: ['wallet.frozen', 'wallet.thawed'],
    });
  });

  const look = () => tellOfChargebacks(payments.world.db, { now: new Date() });
  const mails = () =>
    payments.world.db.prisma.mail.count({ where: { recipient: email, template: 'chargeback_told' } });
  /** What webhooks told of one chargeback, once there are so many. */
  const told = (chargebackId: string, count: number) =>
    until(`${count} webhooks`, async () => {
      const all = received
        .map(({ body }) => JSON.parse(body))
        .filter(({ data }) => data.chargeback_id === chargebackId);
      return all.length >= count && all.map(({ type, data }) => [type, data.stage, data.amount.amount_minor]);
    });

  it('are told once that their money stands still, and once that it moves again', async () => {
    await payDisputed(FRAUDULENT);
    await banksAct();
    const { id, stripeDisputeId } = await chargeback('needs_response');
    await quiet();
    await Promise.all([look(), look(), look()]);
    await look();
    expect(await mails()).toBe(1);
    expect(await told(id, 1)).toEqual([['wallet.frozen', 'frozen', '500000']]);
    await submit(stripeDisputeId, 'winning_evidence');
    await chargeback('won');
    await quiet();
    await look();
    await look();
    expect(await mails()).toBe(2);
    expect(await told(id, 2)).toEqual([
      ['wallet.frozen', 'frozen', '500000'],
      ['wallet.thawed', 'won', '500000'],
    ]);
  });

  it('are told what is owed for what was lost, and when that is paid', async () => {
    await payDisputed(NOT_RECEIVED);
    await spend(300_000n);
    await banksAct();
    const { id, stripeDisputeId } = await chargeback('needs_response');
    await quiet();
    await submit(stripeDisputeId, 'losing_evidence');
    await chargeback('lost');
    await quiet();
    await look();
    expect(await told(id, 1)).toEqual([['wallet.frozen', 'owed', '300000']]);
    await topUp(payments, buyer, 350_000n);
    await look();
    expect(await told(id, 2)).toEqual([
      ['wallet.frozen', 'owed', '300000'],
      ['wallet.thawed', 'lost', '500000'],
    ]);
    expect(await mails()).toBe(2);
  });

  it('are told nothing of a bank that only asks', async () => {
    await payDisputed(INQUIRY);
    await banksAct();
    const { stripeDisputeId } = await chargeback('warning_needs_response');
    await submit(stripeDisputeId, 'winning_evidence');
    await chargeback('warning_closed');
    await quiet();
    await look();
    expect(await mails()).toBe(0);
  });
});

describe('the events of a dispute', () => {
  const KINDS = ['created', 'updated', 'funds_withdrawn', 'closed', 'funds_reinstated'];

  it.each(['created', 'reversed', 'shuffled'] as const)(
    'book each movement once when they come in the order %s, three times each',
    async (order) => {
      await payments.stripe.breaks({ events: { hold: true, copies: 3 } });
      const { db } = payments.world;
      const { url } = await startTopUp(db, {
        ...ACTOR,
        organisationId: buyer,
        money: { amountMinor: AMOUNT, currency: 'UAH' },
        now: new Date(),
      });
      await payByCard(url, FRAUDULENT);
      await banksAct();
      const stripe = payments.stripe.client();
      const dispute = await until('the dispute', async () => {
        const { data } = await stripe.disputes.list({ limit: 1 });
        return data[0]?.status === 'needs_response' ? data[0] : null;
      });
      await submit(dispute.id, 'winning_evidence');
      await until('the end', async () => (await stripe.disputes.retrieve(dispute.id)).status === 'won');
      await payments.stripe.release({ order, seed: 11 });
      await payments.stripe.breaks({ events: { hold: false, copies: 1 } });
      await chargeback('won');
      await quiet();
      expect(await spendable()).toBe(AMOUNT);
      expect(await moved()).toEqual({
        chargeback_withdrawn: AMOUNT,
        chargeback_cost: 1_500n,
        chargeback_reinstated: AMOUNT,
      });
      expect(await frozenAt()).toBeNull();
      await agrees();
    },
  );

  it('book each movement once when all are worked at the same time, in each state', async () => {
    await payDisputed(FRAUDULENT);
    await payments.stripe.breaks({ events: { hold: true }, disputes: { hold: false } });
    const stripe = payments.stripe.client();
    const dispute = await until('the dispute', async () => {
      const { data } = await stripe.disputes.list({ limit: 1 });
      return data[0]?.status === 'needs_response' ? data[0] : null;
    });
    const tellAll = (round: string) =>
      Promise.all(
        KINDS.flatMap((kind) => [kind, kind]).map(async (kind, index) => {
          const at = new Date();
          const id = `evt_${round}_${index}_${dispute.id}`;
          const type = `charge.dispute.${kind}`;
          const { db } = payments.world;
          await db.prisma.stripeEvent.create({
            data: { id, type, objectId: dispute.id, createdAt: at, receivedAt: at },
          });
          await workStripeEvent(db, { eventId: id, now: at });
        }),
      );
    await tellAll('open');
    expect(await moved()).toEqual({
      chargeback_withdrawn: AMOUNT,
      chargeback_cost: 1_500n,
      chargeback_freeze: AMOUNT,
    });
    await submit(dispute.id, 'losing_evidence');
    await until('the end', async () => (await stripe.disputes.retrieve(dispute.id)).status === 'lost');
    await tellAll('lost');
    expect(Object.keys(await moved())).toHaveLength(3);
    expect((await chargeback()).status).toBe('lost');
  });

  it('about a payment of somebody else, or a dispute that nobody knows, are ignored', async () => {
    const { db } = payments.world;
    const at = new Date();
    const id = 'evt_dispute_of_somebody';
    await db.prisma.stripeEvent.create({
      data: {
        id,
        type: 'charge.dispute.created',
        objectId: 'du_of_somebody',
        createdAt: at,
        receivedAt: at,
      },
    });
    await workStripeEvent(db, { eventId: id, now: at });
    expect((await db.prisma.stripeEvent.findUniqueOrThrow({ where: { id } })).outcome).toBe('ignored');
  });

  it('that Stripe does not show keep nobody else from being looked after', async () => {
    const { db, owner } = payments.world;
    const chargeId = await payDisputed(NOT_RECEIVED);
    await banksAct();
    const { id } = await chargeback('needs_response');
    await quiet();
    const long = new Date(Date.now() - 2 * DAY_MS);
    // As of another account: it was told of with a key that is not ours any more.
    const lost = newId('cbk');
    await owner.query(
      `INSERT INTO chargeback (id, organisation_id, charge_id, stripe_dispute_id, currency, amount_minor, reason, status, opened_at, created_at, updated_at)
       VALUES ($1, $2, $3, 'du_of_another_account', 'UAH', 100, 'general', 'warning_needs_response', $4, $4, $4)`,
      [lost, buyer, chargeId, long],
    );
    await owner.query('UPDATE chargeback SET updated_at = $2 WHERE id = $1', [id, later(long, 1_000)]);
    const now = new Date();
    await healPayments(db, { now });
    const { updatedAt } = await db.prisma.chargeback.findUniqueOrThrow({ where: { id } });
    expect(updatedAt).toEqual(now);
    await owner.query(`UPDATE chargeback SET status = 'warning_closed' WHERE id = $1`, [lost]);
  });

  it('for two payments of one buyer freeze no more than there is, and each its own', async () => {
    await payDisputed(FRAUDULENT);
    await topUp(payments, buyer, 1n * AMOUNT);
    const { url } = await startTopUp(payments.world.db, {
      ...ACTOR,
      organisationId: buyer,
      money: { amountMinor: AMOUNT, currency: 'UAH' },
      now: new Date(),
    });
    await payByCard(url, NOT_RECEIVED);
    await until('the credit', async () => (await spendable()) === 3n * AMOUNT);
    await spend(3n * AMOUNT - 700_000n);
    await banksAct();
    await until(
      'both',
      async () =>
        (await payments.world.db.prisma.chargeback.count({ where: { organisationId: buyer } })) === 2,
    );
    await quiet();
    const both = await readChargebacks(payments.world.db.pool, { organisationId: buyer, limit: 5 });
    expect(both.map(({ frozenMinor }) => frozenMinor).sort()).toEqual([200_000n, 500_000n]);
    expect(await spendable()).toBe(0n);
    await agrees();
  });
});

describe('the database', () => {
  it('refuses a movement of a chargeback that was not decided, in another amount, or to another', async () => {
    await payDisputed(FRAUDULENT);
    await banksAct();
    const { id } = await chargeback('needs_response');
    await quiet();
    const post = (kind: string, subject: string, from: string, to: string, amount: bigint) =>
      payments.world.db.pool.query(
        `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin, created_at, input_hash, row_hash)
         VALUES ($1 || ':' || $2, $1, $3, $4, 'UAH', $5, $2, 'test', 'test', now(), '', '')`,
        [kind, subject, from, to, amount],
      );
    const lost = 'platform:chargebacks:UAH';
    const clearing = 'platform:stripe_clearing:UAH';
    await expect(post('chargeback_reinstated', id, clearing, lost, AMOUNT)).rejects.toThrow(
      /nothing that was decided/,
    );
    await expect(post('chargeback_unfreeze', id, lost, `${buyer}:spendable:UAH`, 1n)).rejects.toThrow();
    await expect(post('chargeback_withdrawn', 'cbk_none', lost, clearing, AMOUNT)).rejects.toThrow();
    await expect(
      payments.world.db.pool.query('UPDATE chargeback SET frozen_minor = 0 WHERE id = $1', [id]),
    ).rejects.toThrow(/stays/);
    await expect(
      payments.world.db.pool.query(`INSERT INTO chargeback_recovery VALUES ('crec_1', $1, 1, now())`, [id]),
    ).rejects.toThrow(/owed/);
  });

  it('lets check-books find a chargeback whose movement is missing, and money that stands still for nothing', async () => {
    const { owner } = payments.world;
    const client = await owner.connect();
    try {
      await client.query('BEGIN');
      await client.query('ALTER TABLE transfer DISABLE TRIGGER USER');
      await client.query(
        `DELETE FROM transfer WHERE key = (SELECT key FROM transfer WHERE kind = 'chargeback_withdrawn' ORDER BY id DESC LIMIT 1)`,
      );
      await client.query('UPDATE organisation SET money_frozen_at = now() WHERE id = $1', [buyer]);
      const found = await checkBooks(client);
      expect(found.some((line) => /chargeback_withdrawn:cbk_.*booked nothing/.test(line))).toBe(true);
      expect(found.some((line) => line.includes(`organisation ${buyer}`))).toBe(true);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
