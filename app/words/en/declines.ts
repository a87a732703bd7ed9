/** Why a bank or the card processor did not do it, by Stripe's codes (docs.stripe.com/declines/codes), in words. */
const declines: Readonly<Record<string, string>> = {
  authentication_required: 'your bank wants you to confirm the payment yourself',
  not_wanted: 'it was turned off before it was charged',
  not_confirmed: 'it was not confirmed with the bank within three days',
  card_removed: 'the card was removed',
  insufficient_funds: 'there is not enough money on the card',
  card_declined: 'the bank declined it without a reason',
  generic_decline: 'the bank declined it without a reason',
  do_not_honor: 'the bank declined it without a reason',
  lost_card: 'the bank says that the card was reported lost',
  stolen_card: 'the bank says that the card was reported stolen',
  expired_card: 'the card has expired',
  incorrect_cvc: 'the security code of the card was wrong',
  processing_error: 'the bank could not process it',
  issuer_not_available: 'the bank could not be reached',
  try_again_later: 'the bank asks to try again later',
  card_velocity_exceeded: 'the card’s limit is used up',
  withdrawal_count_limit_exceeded: 'the card’s limit is used up',
  currency_not_supported: 'the card does not pay in this currency',
  card_not_supported: 'the card does not allow this kind of payment',
  transaction_not_allowed: 'the card does not allow this kind of payment',
  amount_too_small: 'the amount is below what cards can be charged',
  amount_too_large: 'the amount is above what cards can be charged',
  resource_missing: 'the card processor does not know the card any more',
  payment_method_not_available: 'the card cannot be used at the moment',
  expired_or_canceled_card: 'the card has expired or was closed',
  lost_or_stolen_card: 'the card was reported lost or stolen',
  charge_already_refunded: 'this payment was given back already',
  charge_disputed: 'the payment is disputed at the bank, which decides about it',
  insufficient_balance: 'the card processor could not cover it',
  canceled: 'it was called off',
};

/** The reason behind a code, to stand in the middle of a sentence; one that is unknown is named as it is. */
export function sayDecline(code: string): string {
  return declines[code] ?? `the bank or card processor gave the reason “${code.replaceAll('_', ' ')}”`;
}
