import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROUTES } from '../../app/sandbox/stripe/routes.mjs';
import { onboard, payByCard, type StripeEmulator, startStripe, visit } from '../setup/stripe.ts';
import { openShapes } from '../setup/stripe-shapes.ts';
import { openStripeTypes } from '../setup/stripe-types.ts';

type Told = { readonly event: Stripe.Event; readonly secret: string };

/** What stands where the web process does: takes events, or refuses them. */
async function openWebhook() {
  const told: Told[] = [];
  const everTold: Record<string, unknown>[] = [];
  const attempts: string[] = [];
  let secrets: readonly string[] = [];
  let status = 200;
  let onTold: () => void = () => undefined;
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const signature = String(request.headers['stripe-signature']);
    const verified = secrets.flatMap((secret) => {
      try {
        return [{ event: Stripe.webhooks.constructEvent(body, signature, secret), secret }];
      } catch {
        return [];
      }
    });
    attempts.push(verified[0]?.event.id ?? 'unsigned');
    if (status === 200) told.push(...verified);
    everTold.push(...verified.map(({ event }) => ({ ...event })));
    response.writeHead(status).end();
    onTold();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`,
    told,
    everTold,
    attempts,
    trusts(given: readonly string[]) {
      secrets = given;
    },
    answers(given: number) {
      status = given;
    },
    forget() {
      told.length = 0;
      attempts.length = 0;
    },
    /** Waits until what has been told fits. */
    async until(fits: (told: readonly Told[], attempts: readonly string[]) => boolean) {
      while (!fits(told, attempts)) {
        await new Promise<void>((resolve) => {
          onTold = resolve;
        });
      }
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

let webhook: Awaited<ReturnType<typeof openWebhook>>;
let emulator: StripeEmulator;
let stripe: Stripe;
/** Every answer of the API to this file, for the test of their shapes. */
const answered: Record<string, unknown>[] = [];

beforeAll(async () => {
  webhook = await openWebhook();
  emulator = await startStripe({ webhookUrl: webhook.url });
  webhook.trusts(emulator.webhookSecrets);
  stripe = emulator.client();
  stripe.on('response', (event: Stripe.ResponseEvent) => {
    const { body } = event as { body?: object };
    if (body && !('error' in body)) answered.push(JSON.parse(JSON.stringify(body)));
  });
});

beforeEach(async () => {
  webhook.answers(200);
  await emulator.heals();
});

afterAll(async () => {
  await emulator.stop();
  await webhook.close();
});

const SUCCESS = 'http://localhost:3000/wallet?session={CHECKOUT_SESSION_ID}';
const CANCEL = 'http://localhost:3000/wallet';

const openSession = (more: Stripe.Checkout.SessionCreateParams = {}) =>
  stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: SUCCESS,
    cancel_url: CANCEL,
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'uah', unit_amount: 500_000, product_data: { name: 'Balance of Alpha' } },
      },
    ],
    ...more,
  });

/** Pays by Checkout, so that the platform has money. */
async function bringMoney(amount: number, currency = 'uah') {
  const session = await openSession({
    line_items: [
      { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'Top-up' } } },
    ],
  });
  await payByCard(session.url);
  return stripe.checkout.sessions.retrieve(session.id);
}

const available = async (currency: string, options?: Stripe.RequestOptions) =>
  (await stripe.balance.retrieve({}, options)).available.find((line) => line.currency === currency)?.amount ??
  0;

const openAccount = () =>
  stripe.accounts.create({ type: 'express', capabilities: { transfers: { requested: true } } });

const linkTo = async (account: string) =>
  (
    await stripe.accountLinks.create({
      account,
      type: 'account_onboarding',
      refresh_url: 'http://localhost:3000/payouts/refresh',
      return_url: 'http://localhost:3000/payouts/done',
    })
  ).url;

async function openPayableAccount() {
  const account = await openAccount();
  await onboard(await linkTo(account.id));
  return account;
}

/** What the API refuses with. */
const refusal = (promise: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  promise.then(
    () => expect.fail('the API did not refuse'),
    (error) => error,
  );

const typesTold = () => webhook.told.map(({ event }) => event.type);

describe('a Checkout session', () => {
  it('is paid on its page, and the platform has the money', async () => {
    const before = await available('uah');
    const customer = await stripe.customers.create({
      email: 'buyer@example.com',
      metadata: { org: 'org_1' },
    });
    const session = await openSession({
      customer: customer.id,
      client_reference_id: 'topup_1',
      metadata: { topup: 'topup_1' },
      payment_intent_data: { description: 'Top-up of Alpha', metadata: { topup: 'topup_1' } },
    });
    expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: null });
    const page = await visit(session.url ?? '');
    expect(page.text).toContain('Sandbox: no real money');
    expect(page.text).toContain('Balance of Alpha');
    expect(page.text).toContain('Pay 5,000.00 UAH');
    expect(page.text).toContain(`href="${CANCEL}"`);

    expect(await payByCard(session.url)).toMatchObject({
      status: 303,
      location: `http://localhost:3000/wallet?session=${session.id}`,
    });
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge.balance_transaction', 'line_items', 'customer'],
    });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      client_reference_id: 'topup_1',
      customer: { id: customer.id, email: 'buyer@example.com' },
      line_items: { data: [{ description: 'Balance of Alpha', amount_total: 500_000, quantity: 1 }] },
      payment_intent: {
        status: 'succeeded',
        amount_received: 500_000,
        metadata: { topup: 'topup_1' },
        latest_charge: {
          paid: true,
          balance_transaction: { type: 'charge', amount: 500_000, fee: 0, net: 500_000 },
        },
      },
    });
    expect(await available('uah')).toBe(before + 500_000);
  });

  it('takes one charge, however often the button is pressed', async () => {
    const before = await available('uah');
    const { url } = await openSession();
    const answers = await Promise.all([payByCard(url), payByCard(url), payByCard(url)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await available('uah')).toBe(before + 500_000);
    expect((await visit(url ?? '')).text).toContain('Already paid');
  });

  it.each([
    ['4000000000000002', 'Your card was declined.', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'Your card has insufficient funds.', 'card_declined', 'insufficient_funds'],
    ['4000000000009987', 'Your card was declined.', 'card_declined', 'lost_card'],
    ['4000000000000069', 'Your card has expired.', 'expired_card', 'expired_card'],
    ['4000000000000127', 'Your card&#39;s security code is incorrect.', 'incorrect_cvc', 'incorrect_cvc'],
    ['4000000000000119', 'An error occurred while', 'processing_error', 'processing_error'],
    ['4000000000009979', 'Your card was declined.', 'card_declined', 'stolen_card'],
    ['4000000000006975', 'repeated attempts too frequently', 'card_declined', 'card_velocity_exceeded'],
    ['4100000000000019', 'Your card was declined.', 'card_declined', 'fraudulent'],
  ])('says why card %s is declined, and takes another', async (card, sentence, code, declineCode) => {
    const before = await available('uah');
    const session = await openSession();
    const declined = await payByCard(session.url, card);
    expect(declined.status).toBe(402);
    expect(declined.text).toContain(sentence);
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { type: 'card_error', code, decline_code: declineCode },
      latest_charge: { status: 'failed', paid: false, failure_code: code },
    });
    expect(await available('uah')).toBe(before);
    expect((await payByCard(session.url)).status).toBe(303);
    expect(await available('uah')).toBe(before + 500_000);
  });

  it.each([
    ['4000008260003178', 'Your card has insufficient funds.'],
    ['4000008400001629', 'Your card was declined.'],
  ])('asks the bank about %s, which declines all the same', async (card, sentence) => {
    const before = await available('uah');
    const session = await openSession();
    const asked = await payByCard(session.url, card);
    expect(asked.location).toMatch(/\/authenticate\/pi_/);
    const answered = await visit(asked.location ?? '', { answer: 'complete' });
    expect(answered.location).toBe(session.url);
    expect((await visit(session.url ?? '')).text).toContain(sentence);
    expect(await available('uah')).toBe(before);
  });

  it.each([
    ['5555555555554444', 'mastercard', 'US', 'credit'],
    ['378282246310005', 'amex', 'US', 'credit'],
    ['4000056655665556', 'visa', 'US', 'debit'],
    ['4000003480000005', 'visa', 'HU', 'credit'],
  ])('is paid by %s, which says what it is', async (card, brand, country, funding) => {
    const session = await openSession();
    expect((await payByCard(session.url, card)).status).toBe(303);
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect(intent).toMatchObject({
      latest_charge: {
        payment_method_details: { card: { brand, country, funding, network: brand, last4: card.slice(-4) } },
      },
    });
  });

  it('asks the bank, and is paid once the bank is content', async () => {
    const session = await openSession();
    const asked = await payByCard(session.url, '4000002500003155');
    expect(asked.location).toMatch(/\/authenticate\/pi_/);
    expect((await visit(asked.location ?? '')).text).toContain('Complete authentication');

    const failed = await visit(asked.location ?? '', { answer: 'fail' });
    expect(failed.location).toBe(session.url);
    expect((await visit(session.url ?? '')).text).toContain('We are unable to authenticate');

    await payByCard(session.url, '4000002500003155');
    const passed = await visit(asked.location ?? '', { answer: 'complete' });
    expect(passed.location).toBe(SUCCESS.replace('{CHECKOUT_SESSION_ID}', session.id));
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    expect((await visit(asked.location ?? '', { answer: 'complete' })).text).toContain('Already paid');
  });

  it('that has expired, by hand or by time, says so and takes nothing', async () => {
    const before = await available('uah');
    const [byHand, byTime] = [await openSession(), await openSession()];
    expect(await stripe.checkout.sessions.expire(byHand.id)).toMatchObject({ status: 'expired', url: null });
    expect((await refusal(stripe.checkout.sessions.expire(byHand.id))).message).toContain('can be expired');
    await emulator.breaks({ clockAheadS: 25 * 60 * 60 });
    for (const { url } of [byHand, byTime]) {
      const page = await payByCard(url);
      expect(page).toMatchObject({ status: 410, location: null });
      expect(page.text).toContain('This payment page has expired');
    }
    expect((await stripe.checkout.sessions.retrieve(byTime.id)).status).toBe('expired');
    expect(await available('uah')).toBe(before);
    await webhook.until(
      (told) => told.filter(({ event }) => event.type === 'checkout.session.expired').length >= 2,
    );
  });

  it('of a guest asks for an e-mail and keeps what was typed', async () => {
    const { id, url } = await openSession();
    const lacking = await payByCard(url, '4242424242424242', 'nobody@');
    expect(lacking.status).toBe(422);
    expect(lacking.text).toContain('value="nobody@"');
    expect(lacking.text).toContain('href="#email"');
    await payByCard(url, '4242424242424242', 'somebody@example.com');
    const { customer, customer_details } = await stripe.checkout.sessions.retrieve(id);
    expect({ customer, customer_details }).toMatchObject({
      customer: null,
      customer_details: { email: 'somebody@example.com' },
    });
  });

  it('keeps the card for later when it is asked to', async () => {
    const { id, url } = await openSession({ payment_intent_data: { setup_future_usage: 'off_session' } });
    await payByCard(url, '4000002500003155');
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id);
    await visit(`${emulator.url}/authenticate/${intent}`, { answer: 'complete' });
    const { customer } = await stripe.checkout.sessions.retrieve(id);
    const { data: methods } = await stripe.customers.listPaymentMethods(String(customer), { type: 'card' });
    expect(methods).toMatchObject([{ type: 'card', card: { last4: '3155' } }]);
    // The bank has seen the cardholder once and does not ask again.
    const later = await stripe.paymentIntents.create({
      ...{
        amount: 70_000,
        currency: 'uah',
        customer: String(customer),
        payment_method: methods[0]?.id ?? '',
      },
      ...{ confirm: true, off_session: true },
    });
    expect(later.status).toBe('succeeded');
  });

  it('offers the cards that its customer has kept, and takes one of them again', async () => {
    const customer = await stripe.customers.create({ email: 'buyer@example.com' });
    const options = {
      customer: customer.id,
      payment_intent_data: { setup_future_usage: 'off_session' as const },
      saved_payment_method_options: { allow_redisplay_filters: ['always' as const, 'limited' as const] },
    };
    await payByCard((await openSession(options)).url);
    const { data: methods } = await stripe.customers.listPaymentMethods(customer.id, { type: 'card' });
    const kept = methods[0]?.id ?? '';
    const again = await openSession(options);
    expect((await visit(again.url ?? '')).text).toContain(`value="${kept}"`);
    await payByCard(again.url, kept);
    const paid = await stripe.checkout.sessions.retrieve(again.id, { expand: ['payment_intent'] });
    expect(paid.payment_intent).toMatchObject({ status: 'succeeded', payment_method: kept });
    const stranger = await openSession();
    expect((await payByCard(stranger.url, kept)).status).toBe(422);
  });

  it('answers a form that is no form of its own', async () => {
    const { url } = await openSession();
    expect((await visit(url ?? '', { [`card${'[a]'.repeat(11)}`]: '1' })).status).toBe(400);
    expect((await visit(`${emulator.url}/c/pay/cs_test_unknown`)).status).toBe(404);
  });

  it('escapes what it is given', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const { url } = await openSession({
      line_items: [
        { quantity: 2, price_data: { currency: 'huf', unit_amount: 20_000, product_data: { name } } },
      ],
    });
    const { text } = await visit(url ?? '');
    expect(text).not.toContain('<img');
    expect(text).toContain('2 × 200.00 HUF');
    expect(text).toContain('Pay 400.00 HUF');
  });

  it.each([
    [{ success_url: '' }, 'parameter_missing', 'success_url'],
    [{ success_url: 'wallet' }, 'url_invalid', 'success_url'],
    [{ customer: 'cus_nobody' }, 'resource_missing', 'customer'],
    [{ mode: 'subscription' as const }, undefined, 'mode'],
    [{ expires_at: 5 }, undefined, 'expires_at'],
    [{ line_items: [] }, 'parameter_missing', 'line_items'],
    [{ allow_promotion_codes: true }, undefined, 'allow_promotion_codes'],
  ])('is not opened with %o', async (more, code, param) => {
    expect(await refusal(openSession(more))).toMatchObject({ statusCode: 400, code, param });
  });

  it('is not opened below the least that a card is charged', async () => {
    const error = await refusal(
      openSession({
        line_items: [
          { quantity: 1, price_data: { currency: 'usd', unit_amount: 49, product_data: { name: 'Top-up' } } },
        ],
      }),
    );
    expect(error).toMatchObject({ code: 'amount_too_small', type: 'StripeInvalidRequestError' });
    expect(error.message).toBe("The Checkout Session's total amount due must add up to at least $0.50 usd");
  });
});

describe('a payment intent', () => {
  it('is confirmed with a card, or declined with what the bank says', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1_000, currency: 'eur' });
    expect(intent.status).toBe('requires_payment_method');
    const error = await refusal(
      stripe.paymentIntents.confirm(intent.id, {
        payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
      }),
    );
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: { id: intent.id, status: 'requires_payment_method' },
    });
    expect((await stripe.charges.retrieve(error.charge ?? '')).status).toBe('failed');
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    expect(paid.status).toBe('succeeded');
    const again = await refusal(stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }));
    expect(again.code).toBe('payment_intent_unexpected_state');
    expect((await refusal(stripe.paymentIntents.cancel(intent.id))).code).toBe(
      'payment_intent_unexpected_state',
    );
  });

  it('off session is declined when the bank wants to see the cardholder', async () => {
    const pay = { amount: 1_000, currency: 'eur', payment_method: 'pm_card_authenticationRequired' };
    const error = await refusal(stripe.paymentIntents.create({ ...pay, confirm: true, off_session: true }));
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    const asked = await stripe.paymentIntents.create({
      ...{ ...pay, confirm: true, return_url: 'http://localhost:3000/paid' },
    });
    const address = asked.next_action?.redirect_to_url?.url ?? '';
    const { location } = await visit(address, { answer: 'complete' });
    expect(location).toMatch(
      /^http:\/\/localhost:3000\/paid\?payment_intent=pi_.*redirect_status=succeeded$/,
    );
    const canceled = await stripe.paymentIntents.create({ amount: 1_000, currency: 'eur' });
    expect((await stripe.paymentIntents.cancel(canceled.id)).status).toBe('canceled');
  });
});

describe('a Checkout session by which a card is only kept', () => {
  const keepOn = (customer: string, more: Stripe.Checkout.SessionCreateParams = {}) =>
    stripe.checkout.sessions.create({
      ...{ mode: 'setup', currency: 'uah', customer, success_url: SUCCESS, cancel_url: CANCEL },
      ...more,
    });
  const openCustomer = async () => (await stripe.customers.create({ email: 'buyer@example.com' })).id;
  const keptBy = async (customer: string) =>
    (await stripe.customers.listPaymentMethods(customer, { type: 'card' })).data;
  const setupOf = async (id: string) => {
    const { setup_intent: setup } = await stripe.checkout.sessions.retrieve(id, {
      expand: ['setup_intent.payment_method'],
    });
    return setup as Stripe.SetupIntent;
  };

  it('keeps it for its customer, takes nothing, and it can be charged without its holder', async () => {
    const before = await available('uah');
    const customer = await openCustomer();
    webhook.forget();
    const session = await keepOn(customer, { client_reference_id: 'csup_1', metadata: { a: 'b' } });
    expect(session).toMatchObject({
      mode: 'setup',
      status: 'open',
      payment_status: 'no_payment_required',
      payment_intent: null,
      amount_total: null,
      currency: 'uah',
    });
    const page = await visit(session.url ?? '');
    expect(page.text).toContain('Save a card for Birja');
    expect(page.text).toContain('Nothing is charged now.');
    expect(await payByCard(session.url)).toMatchObject({
      status: 303,
      location: `http://localhost:3000/wallet?session=${session.id}`,
    });
    expect((await visit(session.url ?? '')).text).toContain('Already saved');
    expect(await payByCard(session.url)).toMatchObject({ status: 303 });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      url: null,
    });
    expect(await setupOf(session.id)).toMatchObject({
      ...{ status: 'succeeded', usage: 'off_session', customer },
      payment_method: { customer, allow_redisplay: 'limited', card: { last4: '4242' } },
    });
    const kept = await keptBy(customer);
    expect(kept).toHaveLength(1);
    await webhook.until((told) => told.some(({ event }) => event.type === 'checkout.session.completed'));
    expect(typesTold()).toEqual(
      expect.arrayContaining([
        ...['setup_intent.created', 'payment_method.attached', 'setup_intent.succeeded'],
        'checkout.session.completed',
      ]),
    );
    expect(await available('uah')).toBe(before);
    const later = await stripe.paymentIntents.create({
      ...{ amount: 70_000, currency: 'uah', customer, payment_method: kept[0]?.id ?? '' },
      ...{ confirm: true, off_session: true },
    });
    expect(later.status).toBe('succeeded');
  });

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000000069', 'expired_card', 'expired_card'],
  ])('says why the bank does not want card %s kept, and takes another', async (card, code, declineCode) => {
    const customer = await openCustomer();
    const session = await keepOn(customer);
    webhook.forget();
    const declined = await payByCard(session.url, card);
    expect(declined.status).toBe(402);
    expect(declined.text).toContain('The card was not saved');
    expect(await setupOf(session.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { type: 'card_error', code, decline_code: declineCode },
    });
    expect(await keptBy(customer)).toEqual([]);
    await webhook.until((told) => told.some(({ event }) => event.type === 'setup_intent.setup_failed'));
    expect((await payByCard(session.url)).status).toBe(303);
    expect(await keptBy(customer)).toHaveLength(1);
  });

  it('keeps a card that can be kept and not charged', async () => {
    const customer = await openCustomer();
    await payByCard((await keepOn(customer)).url, '4000000000000341');
    const [kept] = await keptBy(customer);
    const error = await refusal(
      stripe.paymentIntents.create({
        ...{ amount: 70_000, currency: 'uah', customer, payment_method: kept?.id ?? '' },
        ...{ confirm: true, off_session: true },
      }),
    );
    expect(error).toMatchObject({ code: 'card_declined' });
  });

  it('asks the bank, and the card is kept once the bank is content', async () => {
    const customer = await openCustomer();
    const session = await keepOn(customer);
    const asked = await payByCard(session.url, '4000002500003155');
    expect(asked.location).toMatch(/\/authenticate\/seti_/);
    expect((await visit(asked.location ?? '')).text).toContain('would like to keep your card');
    const failed = await visit(asked.location ?? '', { answer: 'fail' });
    expect(failed.location).toBe(session.url);
    expect((await visit(session.url ?? '')).text).toContain('We are unable to authenticate');
    expect(await setupOf(session.id)).toMatchObject({
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    });
    expect(await keptBy(customer)).toEqual([]);
    await payByCard(session.url, '4000002500003155');
    const passed = await visit(asked.location ?? '', { answer: 'complete' });
    expect(passed.location).toBe(SUCCESS.replace('{CHECKOUT_SESSION_ID}', session.id));
    const [kept] = await keptBy(customer);
    const later = await stripe.paymentIntents.create({
      ...{ amount: 70_000, currency: 'uah', customer, payment_method: kept?.id ?? '' },
      ...{ confirm: true, off_session: true },
    });
    expect(later.status).toBe('succeeded');
  });

  it('that has expired keeps nothing', async () => {
    const customer = await openCustomer();
    const session = await keepOn(customer);
    await stripe.checkout.sessions.expire(session.id);
    expect(await setupOf(session.id)).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const page = await payByCard(session.url);
    expect(page.status).toBe(410);
    expect(page.text).toContain('No card was saved');
    expect(await keptBy(customer)).toEqual([]);
  });

  it.each([
    [{ currency: '' }, 'parameter_missing', 'currency'],
    [{ submit_type: 'pay' as const }, undefined, 'submit_type'],
    [{ payment_intent_data: { description: 'x' } }, undefined, 'payment_intent_data'],
    [{ payment_method_collection: 'always' as const }, undefined, 'payment_method_collection'],
    [{ setup_intent_data: { on_behalf_of: 'acct_1' } }, undefined, 'setup_intent_data[on_behalf_of]'],
    [{ nonsense: 'x' } as Stripe.Checkout.SessionCreateParams, 'parameter_unknown', 'nonsense'],
  ])('is not opened with %o', async (more, code, param) => {
    expect(await refusal(keepOn('cus_nobody', more))).toMatchObject({ statusCode: 400, code, param });
  });

  it('is not opened without a currency to choose kinds of payment by', async () => {
    const customer = await openCustomer();
    const given = { mode: 'setup' as const, customer, success_url: SUCCESS };
    expect(await refusal(stripe.checkout.sessions.create(given))).toMatchObject({
      code: 'parameter_missing',
      param: 'currency',
    });
    const byKind = { ...given, allowed_payment_method_types: ['card' as const] };
    expect(await stripe.checkout.sessions.create(byKind)).toMatchObject({ currency: null });
    expect(await refusal(openSession({ setup_intent_data: { description: 'x' } }))).toMatchObject({
      param: 'setup_intent_data',
    });
  });
});

describe('a setup intent', () => {
  it('is confirmed by the API, declined with what the bank says, or asks its cardholder', async () => {
    const { id: customer } = await stripe.customers.create({});
    const setup = await stripe.setupIntents.create({ customer, description: 'Later', metadata: { a: '1' } });
    expect(setup).toMatchObject({ status: 'requires_payment_method', usage: 'off_session' });
    const error = await refusal(
      stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa_chargeDeclinedLostCard' }),
    );
    expect(error).toMatchObject({
      ...{ type: 'StripeCardError', statusCode: 402, decline_code: 'lost_card' },
      setup_intent: { id: setup.id, status: 'requires_payment_method' },
    });
    expect(await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'succeeded',
      customer,
    });
    for (const again of [
      stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa' }),
      stripe.setupIntents.cancel(setup.id),
    ]) {
      expect((await refusal(again)).code).toBe('setup_intent_unexpected_state');
    }
    const asked = await stripe.setupIntents.create({
      ...{ customer, payment_method: 'pm_card_authenticationRequired', confirm: true },
      return_url: 'http://localhost:3000/kept',
    });
    const { location } = await visit(asked.next_action?.redirect_to_url?.url ?? '', { answer: 'complete' });
    expect(location).toMatch(
      /^http:\/\/localhost:3000\/kept\?setup_intent=seti_.*redirect_status=succeeded$/,
    );
    const { data } = await stripe.setupIntents.list({ customer });
    expect(data.map(({ id }) => id)).toEqual([asked.id, setup.id]);
    expect(
      await stripe.setupIntents.update(setup.id, { description: 'Sooner', metadata: { b: '2' } }),
    ).toMatchObject({ description: 'Sooner', metadata: { a: '1', b: '2' } });
    const unused = await stripe.setupIntents.create({ customer });
    expect(await stripe.setupIntents.cancel(unused.id)).toMatchObject({ status: 'canceled' });
    for (const [params, param] of [
      [{ return_url: 'http://localhost:3000' }, 'return_url'],
      [{ single_use: { amount: 1, currency: 'uah' } }, 'single_use'],
    ] as const) {
      expect(await refusal(stripe.setupIntents.create(params))).toMatchObject({ param });
    }
    expect(
      await refusal(stripe.setupIntents.confirm((await stripe.setupIntents.create({ customer })).id)),
    ).toMatchObject({ code: 'parameter_missing', param: 'payment_method' });
  });
});

describe('a refund', () => {
  it('takes the money back, in parts and never more than was paid', async () => {
    const session = await bringMoney(300_000);
    const intent = String(session.payment_intent);
    const before = await available('uah');
    const part = await stripe.refunds.create({
      payment_intent: intent,
      amount: 100_000,
      metadata: { r: '1' },
    });
    expect(part).toMatchObject({ status: 'succeeded', amount: 100_000, metadata: { r: '1' } });
    expect((await refusal(stripe.refunds.create({ payment_intent: intent, amount: 200_001 }))).message).toBe(
      'Refund amount (₴2,000.01) is greater than unrefunded amount on charge (₴2,000.00)',
    );
    const rest = await stripe.refunds.create({ payment_intent: intent });
    expect(rest.amount).toBe(200_000);
    expect(await available('uah')).toBe(before - 300_000);
    expect(await refusal(stripe.refunds.create({ payment_intent: intent }))).toMatchObject({
      code: 'charge_already_refunded',
    });
    const charge = await stripe.charges.retrieve(String(part.charge), { expand: ['refunds'] });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 300_000 });
    expect(charge.refunds?.data.map(({ id }) => id)).toEqual([rest.id, part.id]);
    const { data: lines } = await stripe.balanceTransactions.list({ source: part.id });
    expect(lines).toMatchObject([{ type: 'refund', amount: -100_000, fee: 0, net: -100_000 }]);
  });
});

describe('an Express account', () => {
  it('is told what is due until its owner has told all', async () => {
    const account = await openAccount();
    expect(account).toMatchObject({
      details_submitted: false,
      payouts_enabled: false,
      capabilities: { transfers: 'inactive' },
      requirements: { disabled_reason: 'requirements.past_due' },
    });
    expect(account.requirements?.currently_due).toContain('external_account');

    webhook.forget();
    expect((await onboard(await linkTo(account.id), { bank: 'document' })).location).toBe(
      'http://localhost:3000/payouts/done',
    );
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
      details_submitted: true,
      payouts_enabled: false,
      capabilities: { transfers: 'inactive' },
      requirements: { currently_due: ['individual.verification.document'] },
    });

    const link = await linkTo(account.id);
    const { location } = await visit(link);
    expect((await visit(location ?? '')).text).toContain('A document that proves who you are');
    await visit(location ?? '', { action: 'submit', kind: 'company', name: 'Kovalenko & Co', bank: 'works' });
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
      business_type: 'company',
      payouts_enabled: true,
      charges_enabled: true,
      capabilities: { transfers: 'active' },
      requirements: { currently_due: [], disabled_reason: null },
      external_accounts: { data: [{ object: 'bank_account', last4: '3000' }] },
    });

    await webhook.until((told) => told.filter(({ event }) => event.type === 'account.updated').length === 2);
    const updates = webhook.told.filter(({ event }) => event.type === 'account.updated');
    expect(updates.map(({ event }) => event.account)).toEqual([account.id, account.id]);
    expect(updates.map(({ secret }) => secret)).toEqual([
      emulator.webhookSecrets[1],
      emulator.webhookSecrets[1],
    ]);
    expect(updates[1]?.event.data.previous_attributes).toMatchObject({
      capabilities: { transfers: 'inactive' },
    });
  });

  it('left for later owes what it owed', async () => {
    const account = await openAccount();
    const { location } = await visit(await linkTo(account.id));
    expect(await visit(location ?? '', { action: 'later' })).toMatchObject({
      status: 303,
      location: 'http://localhost:3000/payouts/done',
    });
    const after = await stripe.accounts.retrieve(account.id);
    expect(after.details_submitted).toBe(false);
    expect(after.requirements?.currently_due).toEqual(account.requirements?.currently_due);
  });

  it('without a bank account gets money and pays none out', async () => {
    const account = await openAccount();
    await onboard(await linkTo(account.id), { bank: 'none' });
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
      payouts_enabled: false,
      capabilities: { transfers: 'active' },
      requirements: { currently_due: ['external_account'] },
    });
  });

  it('is onboarded by a link that is good once and for minutes', async () => {
    const account = await openAccount();
    const [used, stale] = [await linkTo(account.id), await linkTo(account.id)];
    const { location } = await visit(used);
    expect((await visit(used)).location).toBe('http://localhost:3000/payouts/refresh');
    await visit(location ?? '', { action: 'later' });
    expect((await visit(location ?? '')).status).toBe(410);
    await emulator.breaks({ clockAheadS: 301 });
    expect((await visit(stale)).location).toBe('http://localhost:3000/payouts/refresh');
  });

  it('page says what is missing and keeps what was typed', async () => {
    const account = await openAccount();
    const { location } = await visit(await linkTo(account.id));
    const page = await visit(location ?? '', { action: 'submit', kind: 'company', name: ' ' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Enter a name.');
    expect(page.text).toContain('Choose a bank account.');
    expect(page.text).toMatch(/value="company" checked/);
  });

  it('is refused where Stripe is not, and where the sandbox has no pages', async () => {
    expect(await refusal(stripe.accounts.create({ type: 'express', country: 'UA' }))).toMatchObject({
      code: 'country_unsupported',
      param: 'country',
      message: 'UA is not currently supported by Stripe.',
    });
    expect((await refusal(stripe.accounts.create({ type: 'custom' }))).param).toBe('type');
    expect(await refusal(stripe.accounts.retrieve('acct_unknown'))).toMatchObject({
      type: 'StripePermissionError',
      statusCode: 403,
      code: 'account_invalid',
    });
    const express = await stripe.accounts.create({
      controller: {
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        stripe_dashboard: { type: 'express' },
      },
    });
    expect(express.type).toBe('express');
  });
});

describe('a payout to the platform’s bank', () => {
  it('leaves in whole forints, though cards are charged in hundredths of one', async () => {
    await bringMoney(50_050, 'huf');
    const pay = (amount: number) => stripe.payouts.create({ amount, currency: 'huf' });
    const error = await refusal(pay(50_050));
    expect(error).toMatchObject({ type: 'StripeInvalidRequestError', param: 'amount' });
    expect(error.message).toBe('Amounts in huf must be evenly divisible by 100.');
    expect((await pay(50_000)).amount).toBe(50_000);
  });
});

describe('a transfer', () => {
  it('moves money to an account, and back by a reversal', async () => {
    await bringMoney(200_000);
    const account = await openPayableAccount();
    const before = await available('uah');
    const transfer = await stripe.transfers.create({
      ...{ amount: 150_000, currency: 'uah', destination: account.id, transfer_group: 'payout_1' },
      metadata: { payout: 'payout_1' },
    });
    expect(await available('uah')).toBe(before - 150_000);
    expect(await available('uah', { stripeAccount: account.id })).toBe(150_000);
    expect((await stripe.transfers.list({ transfer_group: 'payout_1' })).data.map(({ id }) => id)).toEqual([
      transfer.id,
    ]);

    const part = await stripe.transfers.createReversal(transfer.id, { amount: 50_000 });
    expect(part).toMatchObject({ object: 'transfer_reversal', amount: 50_000, transfer: transfer.id });
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({
      reversed: false,
      amount_reversed: 50_000,
      reversals: { data: [{ id: part.id }] },
    });
    expect(
      (await refusal(stripe.transfers.createReversal(transfer.id, { amount: 100_001 }))).message,
    ).toContain('greater than unreversed amount');
    await stripe.transfers.createReversal(transfer.id);
    expect((await stripe.transfers.retrieve(transfer.id)).reversed).toBe(true);
    expect(await available('uah')).toBe(before);
    expect(await available('uah', { stripeAccount: account.id })).toBe(0);
    const { data: lines } = await stripe.balanceTransactions.list({ limit: 3 });
    expect(lines.map(({ type, net }) => [type, net])).toEqual([
      ['transfer_refund', 100_000],
      ['transfer_refund', 50_000],
      ['transfer', -150_000],
    ]);
  });

  it('is refused beyond the balance, and to an account that may not get it', async () => {
    const account = await openPayableAccount();
    expect(
      await refusal(stripe.transfers.create({ amount: 1, currency: 'nok', destination: account.id })),
    ).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', code: 'balance_insufficient' });
    const unready = await openAccount();
    await bringMoney(10_000);
    expect(
      await refusal(stripe.transfers.create({ amount: 1, currency: 'uah', destination: unready.id })),
    ).toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
    expect(
      await refusal(stripe.transfers.create({ amount: 1, currency: 'uah', destination: 'acct_unknown' })),
    ).toMatchObject({ code: 'resource_missing', param: 'destination' });
  });

  it('of a charge passes on no more than the charge', async () => {
    const session = await bringMoney(10_000);
    const account = await openPayableAccount();
    const intent = await stripe.paymentIntents.retrieve(String(session.payment_intent));
    const source = {
      currency: 'uah',
      destination: account.id,
      source_transaction: String(intent.latest_charge),
    };
    await stripe.transfers.create({ ...source, amount: 6_000 });
    expect((await refusal(stripe.transfers.create({ ...source, amount: 4_001 }))).message).toContain(
      'must not exceed the source amount',
    );
  });

  it('that was paid out cannot be reversed', async () => {
    await bringMoney(10_000);
    const account = await openPayableAccount();
    const transfer = await stripe.transfers.create({
      ...{ amount: 10_000, currency: 'uah', destination: account.id },
    });
    webhook.forget();
    const payout = await stripe.payouts.create(
      { amount: 10_000, currency: 'uah' },
      { stripeAccount: account.id },
    );
    expect(payout.status).toBe('pending');
    expect((await refusal(stripe.transfers.createReversal(transfer.id))).code).toBe('balance_insufficient');
    await emulator.breaks({ clockAheadS: 10 });
    expect((await stripe.payouts.retrieve(payout.id, {}, { stripeAccount: account.id })).status).toBe('paid');
    await webhook.until((told) => told.some(({ event }) => event.type === 'payout.paid'));
  });
});

describe('a card that is kept without being charged', () => {
  const keep = async (token: string) => {
    const { id: customer } = await stripe.customers.create({ email: 'buyer@example.com' });
    const { id } = await stripe.paymentMethods.attach(token, { customer });
    return { customer, payment_method: id };
  };
  const charge = (kept: { customer: string; payment_method: string }) =>
    stripe.paymentIntents.create({
      ...{ ...kept, amount: 70_000, currency: 'uah', confirm: true, off_session: true },
      return_url: 'http://localhost:3000/wallet',
    });

  it('pays without its holder, until it is detached, and not after that', async () => {
    const kept = await keep('pm_card_visa');
    expect((await charge(kept)).status).toBe('succeeded');
    const { id: other } = await stripe.customers.create({});
    expect(
      (await refusal(stripe.paymentMethods.attach(kept.payment_method, { customer: other }))).message,
    ).toContain('already been attached');
    await stripe.paymentMethods.detach(kept.payment_method);
    expect((await refusal(charge(kept))).message).toContain('may not be used again');
    expect(
      (await refusal(stripe.paymentMethods.attach(kept.payment_method, { customer: other }))).message,
    ).toContain('may not be used again');
  });

  it('is declined where that is what it does', async () => {
    const declined = await refusal(charge(await keep('pm_card_chargeCustomerFail')));
    expect(declined).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'generic_decline',
    });
  });

  it('asks for its holder, who confirms the same payment on a page of the bank', async () => {
    const kept = await keep('pm_card_authenticationRequiredOnSetup');
    const asked = await refusal(charge(kept));
    expect(asked).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    const id = asked.payment_intent?.id ?? '';
    const waiting = await stripe.paymentIntents.confirm(id, {
      payment_method: kept.payment_method,
      return_url: 'http://localhost:3000/wallet',
    });
    expect(waiting.status).toBe('requires_action');
    const page = waiting.next_action?.redirect_to_url?.url ?? '';
    const back = await visit(page, { answer: 'complete' });
    expect(back.location).toContain('redirect_status=succeeded');
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });
});

it('a card whose bank asks its holder on a page is charged without them all the same', async () => {
  const number = '4000003800000446';
  const { url } = await openSession();
  expect((await payByCard(url, number)).location).toMatch(/\/authenticate\/pi_/);
  const { id: customer } = await stripe.customers.create();
  const token = 'pm_card_authenticationRequiredSetupForOffSession';
  const { id: payment_method } = await stripe.paymentMethods.attach(token, { customer });
  const paid = await stripe.paymentIntents.create({
    ...{ amount: 50_000, currency: 'uah', customer, payment_method, confirm: true, off_session: true },
    return_url: SUCCESS,
  });
  expect(paid.status).toBe('succeeded');
});

describe('a refund that takes a while', () => {
  const refunded = async (card: string) => {
    const { id, url } = await openSession();
    await payByCard(url, card);
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id);
    return stripe.refunds.create({ payment_intent: String(intent), amount: 200_000 });
  };

  it('is pending first and done later', async () => {
    const refund = await refunded('4000000000007726');
    expect(refund.status).toBe('pending');
    await webhook.until((told) =>
      told.some(
        ({ event }) =>
          event.type === 'refund.updated' && (event.data.object as Stripe.Refund).id === refund.id,
      ),
    );
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
  });

  it('seems done, fails, and the platform has the money again', async () => {
    const before = await available('uah');
    const refund = await refunded('4000000000005126');
    expect(refund.status).toBe('succeeded');
    expect(await available('uah')).toBe(before + 300_000);
    await webhook.until((told) =>
      told.some(
        ({ event }) =>
          event.type === 'refund.failed' && (event.data.object as Stripe.Refund).id === refund.id,
      ),
    );
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    });
    expect(await available('uah')).toBe(before + 500_000);
    const charge = await stripe.charges.retrieve(String(refund.charge));
    expect(charge).toMatchObject({ amount_refunded: 0, refunded: false });
  });
});

describe('an idempotency key', () => {
  const create = (key: string, email = 'a@example.com') =>
    stripe.customers.create({ email, metadata: { a: '1', b: '2' } }, { idempotencyKey: key });

  it('gives the first answer again, whatever the order of the parameters', async () => {
    const first = await create('key-1');
    const again = await stripe.customers.create(
      { metadata: { b: '2', a: '1' }, email: 'a@example.com' },
      { idempotencyKey: 'key-1' },
    );
    expect(again).toEqual(first);
    expect(again.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'idempotency-key': 'key-1',
      'original-request': first.lastResponse.requestId,
    });
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
    const { data } = await stripe.customers.list({ email: 'a@example.com' });
    expect(data).toHaveLength(1);
  });

  it('is refused for other parameters and for another call', async () => {
    await create('key-2');
    expect(await refusal(create('key-2', 'b@example.com'))).toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
      message:
        "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'key-2' if you meant to execute a different request.",
    });
    const error = await refusal(
      stripe.paymentIntents.create({ amount: 1_000, currency: 'eur' }, { idempotencyKey: 'key-2' }),
    );
    expect(error).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
    expect(error.message).toContain("('/v1/payment_intents' vs '/v1/customers')");
  });

  it('remembers a refusal of the call, and nothing of a request that was malformed', async () => {
    const account = await openPayableAccount();
    const pay = () =>
      stripe.transfers.create(
        { amount: 1, currency: 'sek', destination: account.id },
        { idempotencyKey: 'key-3' },
      );
    expect((await refusal(pay())).code).toBe('balance_insufficient');
    await bringMoney(10_000, 'sek');
    const replayed = await refusal(pay());
    expect(replayed.code).toBe('balance_insufficient');
    expect(replayed.headers?.['idempotent-replayed']).toBe('true');

    const malformed = { emial: 'a@example.com' } as Stripe.CustomerCreateParams;
    await refusal(stripe.customers.create(malformed, { idempotencyKey: 'key-4' }));
    expect((await create('key-4')).object).toBe('customer');
  });

  it('remembers a failure of Stripe', async () => {
    await emulator.breaks({
      requests: [{ method: 'POST', path: '/v1/customers', times: 1, does: 'fail', status: 500 }],
    });
    const failed = await refusal(create('key-5', 'five@example.com'));
    expect(failed).toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
    const replayed = await refusal(create('key-5', 'five@example.com'));
    expect(replayed).toMatchObject({ statusCode: 500, headers: { 'idempotent-replayed': 'true' } });
    expect((await stripe.customers.list({ email: 'five@example.com' })).data).toEqual([]);
  });

  it('is refused while the first request is under way', async () => {
    await emulator.breaks({
      requests: [{ method: 'POST', path: '/v1/customers', times: 1, does: 'hold' }],
    });
    const first = create('key-6');
    const isUnderWay = async () => {
      const state = (await (await fetch(`${emulator.url}/sandbox/faults`)).json()) as {
        requests: { times: number }[];
      };
      return state.requests[0]?.times === 0;
    };
    while (!(await isUnderWay()));
    expect(await refusal(create('key-6'))).toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
    });
    await emulator.heals();
    const done = await first;
    expect(await create('key-6')).toEqual(done);
  });

  it('makes good for an answer that was lost', async () => {
    const before = await available('uah');
    await bringMoney(30_000);
    const account = await openPayableAccount();
    await emulator.breaks({ requests: [{ path: '/v1/transfers', times: 2, does: 'drop' }] });
    const pay = (client: Stripe) =>
      client.transfers.create(
        { amount: 30_000, currency: 'uah', destination: account.id },
        { idempotencyKey: 'key-7' },
      );
    // The SDK tries a closed connection again once, whatever it was told.
    expect((await refusal(pay(stripe))).type).toBe('StripeConnectionError');
    const transfer = await pay(stripe);
    expect(transfer.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await available('uah')).toBe(before);
  });
});

describe('an event', () => {
  it('is told for each change, signed, in order', async () => {
    webhook.forget();
    const session = await openSession();
    await payByCard(session.url, '4000000000000002');
    await payByCard(session.url);
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id);
    await stripe.refunds.create({ payment_intent: String(intent), amount: 100 });
    await webhook.until((told) => told.length === 9);
    expect(typesTold()).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'checkout.session.completed',
      'refund.created',
      'charge.refunded',
    ]);
    expect(new Set(webhook.told.map(({ secret }) => secret))).toEqual(new Set([emulator.webhookSecret]));
    const completed = webhook.told.find(({ event }) => event.type === 'checkout.session.completed')?.event;
    expect(completed).toMatchObject({
      object: 'event',
      api_version: Stripe.API_VERSION,
      data: { object: { id: session.id, payment_status: 'paid', payment_intent: intent } },
    });
    expect(await stripe.events.retrieve(completed?.id ?? '')).toMatchObject({
      type: 'checkout.session.completed',
      pending_webhooks: 0,
    });
    const { data } = await stripe.events.list({ type: 'checkout.session.completed', limit: 1 });
    expect(data[0]?.id).toBe(completed?.id);
  });

  it('is told again until it is taken', async () => {
    webhook.forget();
    webhook.answers(500);
    const { id } = await stripe.customers.create();
    await webhook.until((_told, attempts) => attempts.length >= 2);
    expect(webhook.told).toEqual([]);
    webhook.answers(200);
    await webhook.until((told) => told.length > 0);
    expect(webhook.told[0]?.event).toMatchObject({ type: 'customer.created', data: { object: { id } } });
    expect(new Set(webhook.attempts).size).toBe(1);
  });

  it('is held, copied and put into another order when a test asks for it', async () => {
    await emulator.breaks({ events: { hold: true, copies: 2 } });
    webhook.forget();
    const created = [];
    for (let one = 0; one < 5; one += 1) created.push((await stripe.customers.create()).id);
    expect(await emulator.waiting()).toBe(10);
    expect(webhook.attempts).toEqual([]);
    await emulator.release({ order: 'reversed' });
    await webhook.until((told) => told.length === 10);
    const told = webhook.told.map(({ event }) => (event.data.object as Stripe.Customer).id);
    expect(told).toEqual(created.flatMap((id) => [id, id]).reverse());

    await emulator.breaks({ events: { hold: true, copies: 1 } });
    webhook.forget();
    for (let one = 0; one < 8; one += 1) await stripe.customers.create();
    await emulator.release({ order: 'shuffled', seed: 7 });
    await webhook.until((all) => all.length === 8);
    const times = webhook.told.map(({ event }) => event.id);
    const { data } = await stripe.events.list({ limit: 8 });
    expect([...times].sort()).toEqual(data.map(({ id }) => id).sort());
    expect(times).not.toEqual(data.map(({ id }) => id).reverse());
  });
});

describe('a list', () => {
  it('is read page by page, forwards and backwards', async () => {
    const mark = { email: 'page@example.com' };
    const ids: string[] = [];
    for (let one = 0; one < 7; one += 1) ids.unshift((await stripe.customers.create(mark)).id);
    const first = await stripe.customers.list({ ...mark, limit: 3 });
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    const last = await stripe.customers.list({ ...mark, limit: 4, starting_after: ids[2] ?? '' });
    expect(last.data.map(({ id }) => id)).toEqual(ids.slice(3));
    expect(last.has_more).toBe(false);
    const back = await stripe.customers.list({ ...mark, limit: 2, ending_before: ids[4] ?? '' });
    expect(back.data.map(({ id }) => id)).toEqual(ids.slice(2, 4));
    expect(back.has_more).toBe(true);
    const all = await stripe.customers.list({ ...mark, limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ id }) => id)).toEqual(ids);
    expect((await stripe.customers.list({ ...mark, created: { gt: 4_000_000_000 } })).data).toEqual([]);
    expect((await refusal(stripe.customers.list({ limit: 101 }))).param).toBe('limit');
    expect(await refusal(stripe.customers.list({ starting_after: 'cus_x' }))).toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    });
  });
});

describe('the API', () => {
  it('knows its key alone', async () => {
    const other = emulator.client({ key: 'sk_test_0123456789' });
    expect(await refusal(other.customers.list())).toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
      message: 'Invalid API Key provided: sk_test_******6789',
    });
    const without = await fetch(`${emulator.url}/v1/customers`);
    expect(without.status).toBe(401);
    expect(((await without.json()) as { error: { message: string } }).error.message).toContain(
      'You did not provide an API key',
    );
  });

  it('refuses what Stripe does not know', async () => {
    const params = { emial: 'a@example.com', nmae: 'A' } as Stripe.CustomerCreateParams;
    expect(await refusal(stripe.customers.create(params))).toMatchObject({
      statusCode: 400,
      code: 'parameter_unknown',
      param: 'emial',
      message: 'Received unknown parameters: emial, nmae',
    });
    const nested = { payment_intent_data: { desc: 'A' } } as Stripe.Checkout.SessionCreateParams;
    expect(await refusal(openSession(nested))).toMatchObject({
      code: 'parameter_unknown',
      param: 'payment_intent_data[desc]',
    });
    expect(await refusal(stripe.subscriptions.list())).toMatchObject({
      statusCode: 404,
      type: 'StripeInvalidRequestError',
      message: expect.stringContaining('Unrecognized request URL (GET: /v1/subscriptions)'),
    });
    expect(await refusal(stripe.customers.retrieve('cus_x'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such customer: 'cus_x'",
    });
    expect(await refusal(stripe.customers.list({ expand: ['data.friends'] }))).toMatchObject({
      message: 'This property cannot be expanded (data.friends).',
    });
  });

  it('refuses what is of another kind, missing or empty', async () => {
    const create = (params: object) =>
      refusal(stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams));
    expect(await create({ currency: 'eur' })).toMatchObject({ code: 'parameter_missing', param: 'amount' });
    expect(await create({ amount: 'ten', currency: 'eur' })).toMatchObject({
      code: 'parameter_invalid_integer',
      message: 'Invalid integer: ten',
    });
    expect(await create({ amount: 1_000, currency: '' })).toMatchObject({ code: 'parameter_invalid_empty' });
    expect(await create({ amount: 1_000, currency: 'xxx' })).toMatchObject({ param: 'currency' });
    expect(await create({ amount: 1_000, currency: 'eur', confirm: 'maybe' })).toMatchObject({
      param: 'confirm',
    });
    expect(await create({ amount: 1_000, currency: 'eur', setup_future_usage: 'sometimes' })).toMatchObject({
      param: 'setup_future_usage',
      message: expect.stringContaining('must be one of'),
    });
  });

  it('keeps, changes and removes metadata', async () => {
    const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2' } });
    const changed = await stripe.customers.update(id, { name: 'Alpha', metadata: { a: '', c: '3' } });
    expect(changed).toMatchObject({ name: 'Alpha', metadata: { b: '2', c: '3' } });
    expect(changed.metadata).not.toHaveProperty('a');
    expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
    const tooLong = stripe.customers.update(id, { metadata: { a: 'x'.repeat(501) } });
    expect((await refusal(tooLong)).param).toBe('metadata[a]');
  });
});

describe('a kill -9', () => {
  it('loses nothing that was answered, and what was not told is told after it', async () => {
    webhook.forget();
    webhook.answers(503);
    const session = await openSession();
    await payByCard(session.url);
    const account = await openPayableAccount();
    const pay = () =>
      stripe.transfers.create(
        { amount: 100, currency: 'uah', destination: account.id },
        { idempotencyKey: 'key-kill' },
      );
    const transfer = await pay();
    const balance = await available('uah');
    await emulator.restart();

    webhook.answers(200);
    const again = await pay();
    expect(again).toEqual(transfer);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await available('uah')).toBe(balance);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    expect((await stripe.accounts.retrieve(account.id)).payouts_enabled).toBe(true);
    await webhook.until((told) => told.some(({ event }) => event.type === 'transfer.created'));
    expect(typesTold()).toEqual(
      expect.arrayContaining(['payment_intent.succeeded', 'checkout.session.completed', 'account.updated']),
    );
    expect((await stripe.balance.retrieve()).available).not.toEqual([]);
  });

  it('in the middle of requests leaves each done whole or not at all', async () => {
    await bringMoney(100_000);
    const account = await openPayableAccount();
    const before = await available('uah');
    const pays = Array.from({ length: 40 }, (_one, index) =>
      stripe.transfers
        .create(
          { amount: 10, currency: 'uah', destination: account.id },
          { idempotencyKey: `key-middle-${index}` },
        )
        .then(
          ({ id }) => id,
          () => null,
        ),
    );
    await Promise.race(pays);
    await emulator.restart();
    const answeredIds = (await Promise.all(pays)).filter((id) => id !== null);
    expect(answeredIds.length).toBeGreaterThan(0);
    const kept = await stripe.transfers.list({ destination: account.id, limit: 100 });
    expect(kept.data.map(({ id }) => id)).toEqual(expect.arrayContaining(answeredIds));
    expect(await available('uah')).toBe(before - 10 * kept.data.length);
    expect(await available('uah', { stripeAccount: account.id })).toBe(10 * kept.data.length);
  });
});

describe('the types of the SDK', () => {
  const types = openStripeTypes();

  it('are the source of what each call accepts', async () => {
    const schemas = Object.fromEntries(
      ROUTES.map(({ params, serves }: { params: string; serves: string[] }): [string, unknown] => [
        params,
        types.paramsOf(params, serves),
      ]).sort(([one], [other]) => (one < other ? -1 : 1)),
    );
    // Made anew by `vitest -u`.
    await expect(`${JSON.stringify(schemas, null, 1)}\n`).toMatchFileSnapshot(
      '../../app/sandbox/stripe/generated/params.json',
    );
  });

  it('know every parameter that is said to be served', () => {
    const paths = (node: ReturnType<typeof types.paramsOf>, at = ''): string[] => {
      if (node.kind === 'list') return paths(node.of, at);
      if (node.kind !== 'object') return [];
      return Object.entries(node.fields).flatMap(([name, field]) => {
        const path = at === '' ? name : `${at}.${name}`;
        return [path, ...paths(field, path)];
      });
    };
    const unknown = ROUTES.flatMap(({ params, serves }: { params: string; serves: string[] }) => {
      const known = paths(types.paramsOf(params, serves));
      return serves.filter((path) => !known.includes(path)).map((path) => `${params} ${path}`);
    });
    expect(unknown).toEqual([]);
  });

  it('describe every answer that this file has had, and every event', () => {
    const misfits = openShapes(types);
    const all = [...answered, ...webhook.everTold];
    const kinds = new Set(all.map(({ object }) => object));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['account', 'balance', 'checkout.session', 'list', 'refund', 'transfer']),
    );
    expect([...new Set(all.flatMap((one) => misfits(one as Record<string, unknown>)))]).toEqual([]);
  });
});
