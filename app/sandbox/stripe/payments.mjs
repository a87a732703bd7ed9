import { recordBalanceChange } from './balances.mjs';
import { AUTHENTICATION_FAILED, AUTHENTICATION_REQUIRED, cardByNumber, declineMessage } from './cards.mjs';
import { newCardCharge } from './charges.mjs';
import { ApiError, invalid } from './errors.mjs';
import { changedFields, recordEvent } from './events.mjs';
import { present } from './expand.mjs';
import { newId } from './ids.mjs';
import { words } from './words.mjs';

/*
 * How a payment intent moves: requires_payment_method -> requires_confirmation -> (requires_action) -> succeeded, and back to
 * requires_payment_method when the card is declined. Checkout and the API confirm by the same few functions.
 */

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];
const CANCELABLE = [...CONFIRMABLE, 'requires_capture', 'processing'];

/** Writes down a new intent, `fields` over what Stripe sets by itself. */
export function newIntent(tx, fields) {
  const id = newId('pi_3');
  const intent = tx.put('payment_intent', {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${newId('', 25)}`,
    confirmation_method: 'automatic',
    created: tx.now,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
      },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: fields.payment_method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
    ...fields,
  });
  recordEvent(tx, 'payment_intent.created', intent);
  return intent;
}

/** Replaces fields of an intent. */
export function changeIntent(tx, intent, changes) {
  return tx.put('payment_intent', { ...intent, ...changes });
}

/**
 * Tries to take an intent's money with a payment method. Returns the intent as it then is: `succeeded`, `requires_action`
 * when the cardholder is to be asked, or `requires_payment_method` with `last_payment_error`.
 */
export function confirmIntent(tx, intent, { method, isOffSession = false, returnUrl = null }) {
  assertStatus(intent, CONFIRMABLE, words.api.notConfirmable);
  const card = cardByNumber(method.sandbox.number);
  if (card.does === 'declines') return decline(tx, intent, { method, reason: card.decline });
  const asks =
    card.does === 'asks' ||
    (card.does === 'asksUnlessSetUp' && !method.sandbox.isSetUp) ||
    (card.does === 'asksOnSession' && !isOffSession);
  if (!asks) return takeOrDecline(tx, intent, { method });
  if (isOffSession) return decline(tx, intent, { method, reason: AUTHENTICATION_REQUIRED });
  const waiting = changeIntent(tx, intent, {
    payment_method: method.id,
    status: 'requires_action',
    last_payment_error: null,
    next_action: {
      redirect_to_url: { return_url: returnUrl, url: `${tx.base}/authenticate/${intent.id}` },
      type: 'redirect_to_url',
    },
  });
  recordEvent(tx, 'payment_intent.requires_action', waiting);
  return waiting;
}

/** The cardholder's bank has asked; `hasPassed` is what came of it. The intent must be `requires_action`. */
export function finishAuthentication(tx, intent, { hasPassed }) {
  const method = tx.get('payment_method', intent.payment_method);
  if (hasPassed) return takeOrDecline(tx, intent, { method, isAuthenticated: true });
  return decline(tx, intent, { method, reason: AUTHENTICATION_FAILED });
}

/** Some cards have nothing to give whatever their holder says to the bank. */
function takeOrDecline(tx, intent, how) {
  const { decline: reason } = cardByNumber(how.method.sandbox.number);
  return reason ? decline(tx, intent, { method: how.method, reason }) : take(tx, intent, how);
}

function take(tx, intent, { method, isAuthenticated = false }) {
  const { dispute } = cardByNumber(method.sandbox.number);
  const draft = {
    ...newCardCharge(tx, intent, { method, isAuthenticated }),
    ...(dispute && { sandbox: { dispute } }),
  };
  const { id: transaction } = recordBalanceChange(tx, {
    amount: draft.amount,
    currency: draft.currency,
    type: 'charge',
    category: 'charge',
    source: draft.id,
    description: draft.description,
    fee: feeOf(tx, draft.amount),
  });
  const charge = tx.put('charge', { ...draft, balance_transaction: transaction });
  const paid = changeIntent(tx, intent, {
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  if (paid.customer !== null && paid.setup_future_usage !== null) keepForLater(tx, method, paid.customer);
  else if (method.customer === null) spend(tx, method);
  // With automatic_async, which is Stripe's default, the balance transaction is not there yet when the charge is told of.
  recordEvent(tx, 'charge.succeeded', draft);
  recordEvent(tx, 'payment_intent.succeeded', paid);
  recordEvent(tx, 'charge.updated', charge, { before: { balance_transaction: null } });
  return paid;
}

function feeOf(tx, amount) {
  const { basisPoints = 0, fixed = 0 } = tx.fees ?? {};
  return Math.round((amount * basisPoints) / 10_000) + fixed;
}

/** A card that was charged once without being kept is good for nothing more. */
function spend(tx, method) {
  tx.put('payment_method', { ...method, sandbox: { ...method.sandbox, isSpent: true } });
}

/** Keeps a card for a customer, whose bank need not see its holder again where it asks but once. */
export function keepForLater(tx, method, customer) {
  const kept = tx.put('payment_method', {
    ...method,
    allow_redisplay: 'limited',
    customer,
    sandbox: { ...method.sandbox, isSetUp: true },
  });
  if (method.customer === null) recordEvent(tx, 'payment_method.attached', kept);
}

function decline(tx, intent, { method, reason }) {
  // Nothing was asked of the bank when the cardholder did not even pass the authentication.
  const isCharged = reason !== AUTHENTICATION_FAILED;
  const charge = isCharged ? newCardCharge(tx, intent, { method, decline: reason }) : undefined;
  if (charge) tx.put('charge', charge);
  const failed = changeIntent(tx, intent, {
    last_payment_error: {
      ...(charge && { charge: charge.id }),
      code: reason.code,
      ...(reason.declineCode && { decline_code: reason.declineCode }),
      doc_url: `https://stripe.com/docs/error-codes/${reason.code.replaceAll('_', '-')}`,
      message: declineMessage(reason),
      ...(reason.param && { param: reason.param }),
      payment_method: present(tx, method),
      type: isCharged ? 'card_error' : 'invalid_request_error',
    },
    ...(charge && { latest_charge: charge.id }),
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  if (charge) recordEvent(tx, 'charge.failed', charge);
  recordEvent(tx, 'payment_intent.payment_failed', failed);
  return failed;
}

/** The refusal by which the API tells of a declined card; what the attempt has left stays. */
export function declinedError(tx, intent) {
  const { doc_url: _added, ...error } = intent.last_payment_error;
  return new ApiError(402, { ...error, payment_intent: present(tx, intent) }, { keepsEffects: true });
}

/** @throws ApiError when the intent is past being canceled */
export function cancelIntent(tx, intent, reason = null) {
  assertStatus(intent, CANCELABLE, words.api.notCancelable);
  const canceled = changeIntent(tx, intent, {
    canceled_at: tx.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  recordEvent(tx, 'payment_intent.canceled', canceled, { before: changedFields(intent, canceled) });
  return canceled;
}

function assertStatus(intent, allowed, message) {
  if (allowed.includes(intent.status)) return;
  throw invalid(message(intent.status, allowed), { code: 'payment_intent_unexpected_state' });
}
