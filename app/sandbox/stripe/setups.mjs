import { AUTHENTICATION_FAILED_ON_SETUP, cardByNumber, declineMessage } from './cards.mjs';
import { ApiError, invalid } from './errors.mjs';
import { changedFields, recordEvent } from './events.mjs';
import { present } from './expand.mjs';
import { newId } from './ids.mjs';
import { keepForLater } from './payments.mjs';
import { words } from './words.mjs';

/*
 * How a setup intent moves, by which a card is kept without being charged: requires_payment_method -> requires_confirmation ->
 * (requires_action) -> succeeded, and back to requires_payment_method when the bank does not want it.
 */

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** Writes down a new setup intent, `fields` over what Stripe sets by itself. */
export function newSetup(tx, fields) {
  const id = newId('seti_1');
  const setup = tx.put('setup_intent', {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${newId('', 25)}`,
    created: tx.now,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: fields.payment_method ? 'requires_confirmation' : 'requires_payment_method',
    usage: 'off_session',
    ...fields,
  });
  recordEvent(tx, 'setup_intent.created', setup);
  return setup;
}

/**
 * Tries to have a card kept. Returns the setup intent as it then is: `succeeded`, `requires_action` when the cardholder is to
 * be asked, which banks that ask at all do here, or `requires_payment_method` with `last_setup_error`.
 */
export function confirmSetup(tx, setup, { method, returnUrl = null }) {
  assertOpen(setup, words.api.setupNotConfirmable);
  const card = cardByNumber(method.sandbox.number);
  if (card.does === 'declines' && !card.canBeKept) {
    return decline(tx, setup, { method, reason: card.decline, type: 'card_error' });
  }
  const asks = card.does === 'asks' || (card.does === 'asksUnlessSetUp' && !method.sandbox.isSetUp);
  if (!asks) return keep(tx, setup, method);
  const waiting = tx.put('setup_intent', {
    ...setup,
    last_setup_error: null,
    latest_attempt: newId('setatt_1'),
    next_action: {
      redirect_to_url: { return_url: returnUrl, url: `${tx.base}/authenticate/${setup.id}` },
      type: 'redirect_to_url',
    },
    payment_method: method.id,
    status: 'requires_action',
  });
  recordEvent(tx, 'setup_intent.requires_action', waiting);
  return waiting;
}

/** The cardholder's bank has asked; `hasPassed` is what came of it. The setup intent must be `requires_action`. */
export function finishSetup(tx, setup, { hasPassed }) {
  const method = tx.get('payment_method', setup.payment_method);
  if (hasPassed) return keep(tx, setup, method);
  return decline(tx, setup, {
    method,
    reason: AUTHENTICATION_FAILED_ON_SETUP,
    type: 'invalid_request_error',
  });
}

function keep(tx, setup, method) {
  const kept = tx.put('setup_intent', {
    ...setup,
    last_setup_error: null,
    latest_attempt: newId('setatt_1'),
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  if (setup.customer !== null) keepForLater(tx, method, setup.customer);
  recordEvent(tx, 'setup_intent.succeeded', kept);
  return kept;
}

function decline(tx, setup, { method, reason, type }) {
  const failed = tx.put('setup_intent', {
    ...setup,
    last_setup_error: {
      code: reason.code,
      ...(reason.declineCode && { decline_code: reason.declineCode }),
      doc_url: `https://stripe.com/docs/error-codes/${reason.code.replaceAll('_', '-')}`,
      message: declineMessage(reason),
      ...(reason.param && { param: reason.param }),
      payment_method: present(tx, method),
      type,
    },
    latest_attempt: newId('setatt_1'),
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  recordEvent(tx, 'setup_intent.setup_failed', failed);
  return failed;
}

/** The refusal by which the API tells of a card that is not kept; what the attempt has left stays. */
export function notKeptError(tx, setup) {
  const { doc_url: _added, ...error } = setup.last_setup_error;
  return new ApiError(402, { ...error, setup_intent: present(tx, setup) }, { keepsEffects: true });
}

/** @throws ApiError when the setup intent is past being canceled */
export function cancelSetup(tx, setup, reason = null) {
  assertOpen(setup, words.api.setupNotCancelable);
  const canceled = tx.put('setup_intent', {
    ...setup,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  recordEvent(tx, 'setup_intent.canceled', canceled, { before: changedFields(setup, canceled) });
  return canceled;
}

/** Whether anything can still come of a setup intent. */
export const isSetupOpen = ({ status }) => OPEN.includes(status);

function assertOpen(setup, message) {
  if (isSetupOpen(setup)) return;
  throw invalid(message(setup.status, OPEN), { code: 'setup_intent_unexpected_state' });
}
