import { words } from './words.mjs';

/**
 * Stripe's published test cards (docs.stripe.com/testing). `does` tells what happens when one is charged: `pays`, `asks` for the
 * cardholder's authentication, always, `asksUnlessSetUp` or `asksOnSession`, or `declines`. One that asks and has a `decline` is refused
 * all the same. Brand, country and kind are printed on it: Visa, US and credit unless it says otherwise.
 */
export const CARDS = [
  { number: '4242424242424242', token: 'pm_card_visa', does: 'pays' },
  { number: '4000002500003155', token: 'pm_card_authenticationRequiredOnSetup', does: 'asksUnlessSetUp' },
  { number: '4000002760003184', token: 'pm_card_authenticationRequired', does: 'asks' },
  {
    number: '4000003800000446',
    token: 'pm_card_authenticationRequiredSetupForOffSession',
    does: 'asksOnSession',
  },
  {
    ...refused(
      '4000008260003178',
      'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
      'card_declined',
      'insufficient_funds',
    ),
    does: 'asksUnlessSetUp',
  },
  {
    ...refused(
      '4000008400001629',
      'pm_card_threeDSecureRequiredChargeDeclined',
      'card_declined',
      'generic_decline',
    ),
    does: 'asks',
  },
  disputed('4000000000000259', 'pm_card_createDispute', 'fraudulent'),
  disputed('4000000000002685', 'pm_card_createDisputeProductNotReceived', 'product_not_received'),
  disputed('4000000000001976', 'pm_card_createDisputeInquiry', 'fraudulent', true),
  // Their refunds take a while: one comes back after it seemed done, one is under way at first.
  { number: '4000000000005126', token: 'pm_card_refundFail', does: 'pays', refunds: 'fail' },
  { number: '4000000000007726', token: 'pm_card_pendingRefund', does: 'pays', refunds: 'wait' },
  refused('4000000000000002', 'pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'),
  // Can be kept for a customer; charging it fails.
  {
    ...refused('4000000000000341', 'pm_card_chargeCustomerFail', 'card_declined', 'generic_decline'),
    canBeKept: true,
  },
  refused(
    '4000000000009995',
    'pm_card_visa_chargeDeclinedInsufficientFunds',
    'card_declined',
    'insufficient_funds',
  ),
  refused('4000000000009987', 'pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'),
  refused('4000000000009979', 'pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'),
  refused(
    '4000000000006975',
    'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
    'card_declined',
    'card_velocity_exceeded',
  ),
  refused('4100000000000019', 'pm_card_radarBlock', 'card_declined', 'fraudulent'),
  refused(
    '4000000000000069',
    'pm_card_chargeDeclinedExpiredCard',
    'expired_card',
    'expired_card',
    'exp_month',
  ),
  refused('4000000000000127', 'pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc', 'cvc'),
  refused(
    '4000000000000119',
    'pm_card_chargeDeclinedProcessingError',
    'processing_error',
    'processing_error',
  ),
  pays('4000000000000077', 'pm_card_bypassPending'),
  pays('4000056655665556', 'pm_card_visa_debit', { funding: 'debit' }),
  pays('5555555555554444', 'pm_card_mastercard', { brand: 'mastercard' }),
  pays('5200828282828210', 'pm_card_mastercard_debit', { brand: 'mastercard', funding: 'debit' }),
  pays('5105105105105100', 'pm_card_mastercard_prepaid', { brand: 'mastercard', funding: 'prepaid' }),
  pays('378282246310005', 'pm_card_amex', { brand: 'amex' }),
  pays('6011111111111117', 'pm_card_discover', { brand: 'discover' }),
  pays('3056930009020004', 'pm_card_diners', { brand: 'diners' }),
  pays('3566002020360505', 'pm_card_jcb', { brand: 'jcb' }),
  pays('6200000000000005', 'pm_card_unionpay', { brand: 'unionpay' }),
  pays('4000003480000005', 'pm_card_hu', { country: 'HU' }),
  pays('4000002760000016', 'pm_card_de', { country: 'DE' }),
];

function pays(number, token, printed = {}) {
  return { number, token, does: 'pays', ...printed };
}

/** Pays, and soon afterwards the payer's bank disputes it, or asks about it. */
function disputed(number, token, reason, isInquiry = false) {
  return { number, token, does: 'pays', dispute: { reason, isInquiry } };
}

function refused(number, token, code, declineCode, param) {
  return { number, token, does: 'declines', decline: { code, declineCode, param } };
}

export const cardByNumber = (number) => CARDS.find((card) => card.number === number);
export const cardByToken = (token) => CARDS.find((card) => card.token === token);

/** What a bank refuses with that wants to see the cardholder when nobody is there. */
export const AUTHENTICATION_REQUIRED = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
};

/** What a payment fails with whose cardholder did not pass the authentication. */
export const AUTHENTICATION_FAILED = { code: 'payment_intent_authentication_failure' };

/** What keeping a card fails with whose holder did not pass the authentication. */
export const AUTHENTICATION_FAILED_ON_SETUP = { code: 'setup_intent_authentication_failure' };

/** Stripe's sentence for a decline. */
export function declineMessage({ code, declineCode }) {
  return words.declines[declineCode] ?? words.declines[code] ?? words.declines.generic_decline;
}
