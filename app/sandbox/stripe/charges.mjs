import { cardByNumber, declineMessage } from './cards.mjs';
import { newId } from './ids.mjs';
import { billingDetails, faceOf } from './payment-methods.mjs';
import { words } from './words.mjs';

/** What every charge has, whatever became of it. */
function baseOf(tx, { amount, currency, ...more }) {
  return {
    id: newId('ch_3'),
    object: 'charge',
    amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: billingDetails({}),
    calculated_statement_descriptor: words.merchant.toUpperCase(),
    captured: false,
    created: tx.now,
    currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: null,
    payment_method: null,
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
    ...more,
  };
}

/** The charge that an attempt at a payment intent makes; `decline` when the bank refuses it. */
export function newCardCharge(tx, intent, { method, decline, isAuthenticated = false }) {
  const { amount, currency, customer, description, metadata, receipt_email, transfer_group } = intent;
  return baseOf(tx, {
    ...{ amount, currency, customer, description, metadata, receipt_email, transfer_group },
    billing_details: method.billing_details,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      card: cardDetails(tx, { amount, method, decline, isAuthenticated }),
      type: 'card',
    },
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    ...(decline
      ? {
          failure_code: decline.code,
          failure_message: declineMessage(decline),
          outcome: outcomeOf(decline),
          status: 'failed',
        }
      : { amount_captured: amount, captured: true, outcome: outcomeOf(), paid: true }),
  });
}

/** What a connected account gets of a transfer: a payment of its own, paid from the platform's balance. */
export function newTransferredPayment(tx, { account, amount, currency, transfer }) {
  const payment = baseOf(tx, {
    ...{ amount, currency, amount_captured: amount, captured: true, paid: true },
    calculated_statement_descriptor: null,
    payment_method_details: { stripe_account: {}, type: 'stripe_account' },
    source_transfer: transfer,
    sandbox: { account },
  });
  return { ...payment, id: newId('py_1') };
}

function cardDetails(tx, { amount, method, decline, isAuthenticated }) {
  const cvcCheck = decline?.code === 'incorrect_cvc' ? 'fail' : 'pass';
  return {
    ...faceOf(tx, cardByNumber(method.sandbox.number)),
    amount_authorized: decline ? null : amount,
    authorization_code: decline ? null : String(tx.now).slice(-6),
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: cvcCheck },
    electronic_commerce_indicator: isAuthenticated ? '05' : null,
    installments: null,
    mandate: null,
    network: cardByNumber(method.sandbox.number).brand ?? 'visa',
    network_token: { used: false },
    network_transaction_id: String(tx.now).padStart(15, '0'),
    regulated_status: 'unregulated',
    three_d_secure: isAuthenticated ? authentication() : null,
    transaction_link_id: null,
    wallet: null,
  };
}

function authentication() {
  return {
    authentication_flow: 'challenge',
    electronic_commerce_indicator: '05',
    exemption_indicator: null,
    result: 'authenticated',
    result_reason: null,
    transaction_id: null,
    version: '2.2.0',
  };
}

function outcomeOf(decline) {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline ? (decline.declineCode ?? decline.code) : null,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: decline ? words.sellerMessage.declined : words.sellerMessage.approved,
    type: decline ? 'issuer_declined' : 'authorized',
  };
}
