import { recordEvent } from './events.mjs';
import { newPaymentMethod } from './payment-methods.mjs';
import { cancelIntent, changeIntent, confirmIntent, finishAuthentication, newIntent } from './payments.mjs';
import { createCustomer } from './resources/customers.mjs';
import { cancelSetup, confirmSetup, finishSetup, isSetupOpen } from './setups.mjs';

/*
 * How a Checkout session moves: open -> complete or expired. The intent of a payment is made when its page is first paid on, as
 * at Stripe; that of a page on which a card is only kept is there from the beginning.
 */

export const isOverdue = ({ status, expires_at }, now) => status === 'open' && expires_at <= now;

/** Closes a session unpaid. */
export function expireSession(tx, session) {
  const intent = session.payment_intent && tx.get('payment_intent', session.payment_intent);
  if (intent && intent.status !== 'canceled') cancelIntent(tx, intent, 'abandoned');
  const setup = session.setup_intent && tx.get('setup_intent', session.setup_intent);
  if (setup && isSetupOpen(setup)) cancelSetup(tx, setup, 'abandoned');
  const expired = tx.put('checkout.session', { ...session, status: 'expired', url: null });
  recordEvent(tx, 'checkout.session.expired', expired);
  return expired;
}

/**
 * Pays on an open session with a card, or with one that was kept. Returns the intent as it then is: paid, waiting for the cardholder, or with the
 * error of a declined card.
 */
export function payOnSession(tx, session, { card, kept, email }) {
  const payer = email ?? session.customer_details?.email ?? null;
  const customer = customerFor(tx, session, payer);
  const method = kept ?? newPaymentMethod(tx, card, { billing: { email: payer } });
  const before = session.payment_intent
    ? tx.get('payment_intent', session.payment_intent)
    : newIntent(tx, intentOf(session, customer));
  const known = tx.put('checkout.session', {
    ...session,
    customer,
    customer_details: detailsOf(session, payer),
    payment_intent: before.id,
  });
  tx.put('session_of_intent', { id: before.id, session: session.id });
  return complete(tx, known, confirmIntent(tx, changeIntent(tx, before, { customer }), { method }));
}

/**
 * Keeps a card by an open session of mode `setup`. Returns the setup intent as it then is: done, waiting for the cardholder,
 * or with the error of a card that the bank does not want kept.
 */
export function keepOnSession(tx, session, { card, email }) {
  const payer = email ?? session.customer_details?.email ?? null;
  const method = newPaymentMethod(tx, card, { billing: { email: payer } });
  const known = tx.put('checkout.session', { ...session, customer_details: detailsOf(session, payer) });
  const setup = tx.get('setup_intent', session.setup_intent);
  return complete(tx, known, confirmSetup(tx, setup, { method }));
}

/** The cards of its customer that a session offers again. */
export function keptOn(tx, { customer, saved_payment_method_options: options }) {
  if (customer === null || !options) return [];
  const shown = options.allow_redisplay_filters;
  return [...tx.all('payment_method')].filter(
    (method) => method.customer === customer && shown.includes(method.allow_redisplay),
  );
}

/** The cardholder has answered their bank for an intent of this session. */
export function authenticateOnSession(tx, session, hasPassed) {
  if (session.mode === 'setup') {
    const setup = tx.get('setup_intent', session.setup_intent);
    return complete(tx, session, finishSetup(tx, setup, { hasPassed }));
  }
  const intent = tx.get('payment_intent', session.payment_intent);
  return complete(tx, session, finishAuthentication(tx, intent, { hasPassed }));
}

/** A session is over with once its intent has succeeded. */
function complete(tx, session, intent) {
  if (intent.status !== 'succeeded') return intent;
  const done = tx.put('checkout.session', {
    ...session,
    payment_status: session.mode === 'setup' ? session.payment_status : 'paid',
    status: 'complete',
    url: null,
  });
  recordEvent(tx, 'checkout.session.completed', done);
  return intent;
}

function intentOf(session, customer) {
  const data = session.sandbox.intentData;
  return {
    amount: session.amount_total,
    currency: session.currency,
    customer,
    description: data.description || null,
    metadata: data.metadata,
    receipt_email: data.receipt_email || null,
    setup_future_usage: data.setup_future_usage ?? null,
    statement_descriptor: data.statement_descriptor || null,
    statement_descriptor_suffix: data.statement_descriptor_suffix || null,
    transfer_group: data.transfer_group ?? null,
  };
}

/** A guest stays one, unless the session asks for a customer or a card can only be kept for one. */
function customerFor(tx, session, email) {
  if (session.customer !== null) return session.customer;
  const isNeeded = session.customer_creation === 'always' || session.sandbox.intentData.setup_future_usage;
  return isNeeded ? createCustomer(tx, email === null ? {} : { email }).id : null;
}

/** What is known of who pays. */
export function detailsOf({ customer_details: known }, email) {
  return {
    address: null,
    business_name: null,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
    ...known,
    email,
  };
}
