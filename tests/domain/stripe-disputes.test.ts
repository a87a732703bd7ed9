import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { payByCard, type StripeEmulator, startStripe } from '../setup/stripe.ts';
import { openShapes } from '../setup/stripe-shapes.ts';
import { openStripeTypes } from '../setup/stripe-types.ts';
import { until } from '../setup/world.ts';

const FRAUDULENT = '4000000000000259';
const NOT_RECEIVED = '4000000000002685';
const INQUIRY = '4000000000001976';

let emulator: StripeEmulator;
let stripe: Stripe;
const answered: Record<string, unknown>[] = [];

beforeAll(async () => {
  emulator = await startStripe();
  stripe = emulator.client();
  stripe.on('response', (event: Stripe.ResponseEvent) => {
    const { body } = event as { body?: object };
    if (body && !('error' in body)) answered.push(JSON.parse(JSON.stringify(body)));
  });
});
beforeEach(() => emulator.heals());
afterAll(() => emulator.stop());

async function pay(card: string, amount = 50_000): Promise<string> {
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'http://localhost:3000/wallet',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'uah', unit_amount: amount, product_data: { name: 'Balance' } },
      },
    ],
  });
  await payByCard(session.url, card);
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id);
  return String(intent);
}

const disputeOf = (intent: string) =>
  until('the dispute', async () => (await stripe.disputes.list({ payment_intent: intent })).data[0]);

const ends = (id: string, status: string) =>
  until(`that it is ${status}`, async () => {
    const dispute = await stripe.disputes.retrieve(id);
    return dispute.status === status && dispute;
  });

const available = async () =>
  (await stripe.balance.retrieve()).available.find(({ currency }) => currency === 'uah')?.amount ?? 0;

const refusal = (promise: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  promise.then(
    () => expect.fail('the API did not refuse'),
    (error) => error,
  );

const submit = (id: string, text: string) =>
  stripe.disputes.update(id, { evidence: { uncategorized_text: text }, submit: true });

describe('a dispute', () => {
  it('takes the money and a fee, and gives the money back when it is won', async () => {
    await emulator.breaks({ fees: { dispute: 1_500 } });
    const before = await available();
    const intent = await pay(FRAUDULENT);
    const dispute = await disputeOf(intent);
    expect(dispute).toMatchObject({ status: 'needs_response', reason: 'fraudulent', amount: 50_000 });
    expect(dispute.balance_transactions).toMatchObject([
      { amount: -50_000, fee: 1_500, net: -51_500, type: 'adjustment', reporting_category: 'dispute' },
    ]);
    expect(await available()).toBe(before - 1_500);
    expect((await refusal(stripe.refunds.create({ payment_intent: intent }))).code).toBe('charge_disputed');
    await submit(dispute.id, 'winning_evidence');
    const won = await ends(dispute.id, 'won');
    expect(won.balance_transactions.map(({ amount }) => amount)).toEqual([-50_000, 50_000]);
    expect(await available()).toBe(before + 48_500);
  });

  it('takes evidence once, keeps it until it is submitted, and only says the end when told how', async () => {
    const { id } = await disputeOf(await pay(NOT_RECEIVED));
    const kept = await stripe.disputes.update(id, { evidence: { customer_name: 'Olena' }, submit: false });
    expect(kept).toMatchObject({ status: 'needs_response', evidence_details: { submission_count: 0 } });
    expect(await submit(id, 'We delivered all of it.')).toMatchObject({
      status: 'under_review',
      evidence: { customer_name: 'Olena', uncategorized_text: 'We delivered all of it.' },
      evidence_details: { submission_count: 1, has_evidence: true },
    });
    expect((await refusal(submit(id, 'losing_evidence'))).statusCode).toBe(400);
    expect((await refusal(stripe.disputes.close(id))).statusCode).toBe(400);
  });

  it('is lost by evidence that says so, or by giving it up', async () => {
    const first = await disputeOf(await pay(FRAUDULENT));
    await submit(first.id, 'losing_evidence');
    await ends(first.id, 'lost');
    const second = await disputeOf(await pay(FRAUDULENT));
    expect((await stripe.disputes.close(second.id)).status).toBe('lost');
  });

  it('that is only a question moves nothing, and becomes a dispute that does', async () => {
    const before = await available();
    const asked = await disputeOf(await pay(INQUIRY));
    expect(asked).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
    expect(await available()).toBe(before + 50_000);
    await submit(asked.id, 'escalate_inquiry_evidence');
    expect((await ends(asked.id, 'needs_response')).balance_transactions).toHaveLength(1);
    expect(await available()).toBe(before);
    const other = await disputeOf(await pay(INQUIRY));
    await submit(other.id, 'winning_evidence');
    expect((await ends(other.id, 'warning_closed')).balance_transactions).toEqual([]);
  });

  it('waits for as long as banks are held', async () => {
    await emulator.breaks({ disputes: { hold: true } });
    const intent = await pay(FRAUDULENT);
    expect((await stripe.disputes.list({ payment_intent: intent })).data).toEqual([]);
    await emulator.heals();
    await disputeOf(intent);
  });

  it('refuses more text than a bank reads, and parameters that do not exist', async () => {
    const { id } = await disputeOf(await pay(FRAUDULENT));
    expect((await refusal(submit(id, 'x'.repeat(20_001)))).param).toBe('evidence');
    const unknown = { evidence: { wish: 'x' } } as Stripe.DisputeUpdateParams;
    expect((await refusal(stripe.disputes.update(id, unknown))).code).toBe('parameter_unknown');
  });
});

describe('balance transactions', () => {
  it('carry fees when they are switched on, and are listed by type and source', async () => {
    await emulator.breaks({ fees: { basisPoints: 250, fixed: 30 } });
    const before = await available();
    const intent = await stripe.paymentIntents.retrieve(await pay('4242424242424242', 10_000), {
      expand: ['latest_charge'],
    });
    const { id } = intent.latest_charge as Stripe.Charge;
    const { data } = await stripe.balanceTransactions.list({ source: id, expand: ['data.source'] });
    expect(data).toMatchObject([
      { type: 'charge', amount: 10_000, fee: 280, net: 9_720, source: { id, payment_intent: intent.id } },
    ]);
    expect(data[0]?.fee_details).toMatchObject([{ amount: 280, type: 'stripe_fee' }]);
    expect(await available()).toBe(before + 9_720);
    const payout = await stripe.payouts.create({ amount: 9_720, currency: 'uah' });
    const payouts = await stripe.balanceTransactions.list({ type: 'payout' });
    expect(payouts.data).toMatchObject([{ source: payout.id, amount: -9_720, type: 'payout' }]);
    const disputes = await stripe.balanceTransactions
      .list({ type: 'adjustment', limit: 2 })
      .autoPagingToArray({ limit: 50 });
    expect(disputes.length).toBeGreaterThan(2);
  });
});

it('answers have the shape that the SDK’s types promise', () => {
  const misfits = openShapes(openStripeTypes());
  expect(answered.length).toBeGreaterThan(30);
  expect(answered.flatMap((answer) => misfits(answer))).toEqual([]);
});
