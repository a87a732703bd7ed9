import { createHash } from 'node:crypto';
import { cardByToken } from './cards.mjs';
import { newId } from './ids.mjs';
import { retrieve } from './retrieve.mjs';

const EXPIRES_IN_YEARS = 8;
/** How Stripe writes a brand for people, where that is not its name. */
const DISPLAYED = { amex: 'american_express', diners: 'diners_club', unionpay: 'union_pay' };

/** A card as a payment method. What the card does when it is charged is known by its number, kept in `sandbox`. */
export function newPaymentMethod(tx, card, { customer = null, billing = {} } = {}) {
  const face = faceOf(tx, card);
  return tx.put('payment_method', {
    id: newId('pm_1'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billingDetails(billing),
    card: {
      ...face,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      display_brand: DISPLAYED[face.brand] ?? face.brand,
      generated_from: null,
      networks: { available: [face.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: tx.now,
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
    sandbox: { number: card.number, isSetUp: false, isSpent: false },
  });
}

/** A payment method by its id, or by one of the tokens that Stripe has for its test cards. */
export function methodOf(tx, id) {
  const card = cardByToken(id);
  return card ? newPaymentMethod(tx, card) : retrieve(tx, 'payment_method', id, { param: 'payment_method' });
}

/** What is printed on a card and known of it. */
export function faceOf(tx, card) {
  return {
    brand: card.brand ?? 'visa',
    country: card.country ?? 'US',
    exp_month: 12,
    exp_year: new Date(tx.now * 1000).getUTCFullYear() + EXPIRES_IN_YEARS,
    fingerprint: createHash('sha256').update(card.number).digest('base64url').slice(0, 16),
    funding: card.funding ?? 'credit',
    last4: card.number.slice(-4),
  };
}

export function billingDetails({ email = null, name = null }) {
  const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return { address, email, name, phone: null, tax_id: null };
}
