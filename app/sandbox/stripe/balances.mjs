import { invalid } from './errors.mjs';
import { newId } from './ids.mjs';
import { words } from './words.mjs';

/*
 * What the platform and the connected accounts have at Stripe. In the sandbox money is available at once, each currency is
 * settled as itself unless a test has it settled as another, and Stripe takes no fee unless a test asks for one: what Stripe really takes is in each account's
 * contract, and a made-up rate would only look like one.
 */

const PLATFORM = 'platform';

/** Available minor units of an account (undefined: the platform) in a currency. */
export function availableOf(tx, account, currency) {
  return tx.get('balance', account ?? PLATFORM)?.available[currency] ?? 0;
}

/** What an account has, as the API shows it. */
export function balanceOf(tx, account) {
  const available = tx.get('balance', account ?? PLATFORM)?.available ?? {};
  const currencies =
    Object.keys(available).length > 0 ? Object.keys(available).sort() : [defaultOf(tx, account)];
  const line = (currency, amount) => ({ amount, currency, source_types: { card: amount } });
  return {
    object: 'balance',
    available: currencies.map((currency) => line(currency, available[currency] ?? 0)),
    livemode: false,
    pending: currencies.map((currency) => line(currency, 0)),
  };
}

function defaultOf(tx, account) {
  return tx.get('account', account ?? tx.get('setup', 'setup').account).default_currency;
}

/** What of the platform's money is converted when its currency is settled as another. */
const CONVERTED = ['charge', 'refund', 'refund_failure', 'adjustment'];

/** An amount as the balance holds it: itself, or in the currency that a test has it settled in. */
function settledOf(tx, { account, amount, currency, type, fee }) {
  const as = account === undefined && CONVERTED.includes(type) ? tx.settles?.[currency] : undefined;
  if (!as) return { amount, currency, fee, rate: null };
  const convert = (minor) => Math.round(minor * as.rate);
  return { amount: convert(amount), currency: as.to, fee: convert(fee), rate: as.rate };
}

/**
 * Moves money on an account and returns the balance transaction that says so; `fee` is what Stripe takes of it for itself. A
 * refund may bring the balance below zero.
 */
export function recordBalanceChange(tx, { category, source, description, ...given }) {
  const { account, type } = given;
  const { amount, currency, fee, rate } = settledOf(tx, { fee: 0, ...given });
  const id = account ?? PLATFORM;
  const available = tx.get('balance', id)?.available ?? {};
  tx.put('balance', {
    id,
    available: { ...available, [currency]: (available[currency] ?? 0) + amount - fee },
  });
  return tx.put('balance_transaction', {
    id: newId('txn_1'),
    object: 'balance_transaction',
    amount,
    available_on: tx.now,
    balance_type: 'payments',
    created: tx.now,
    currency,
    description: description ?? null,
    exchange_rate: rate,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: words.feeDescription,
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: category,
    source,
    status: 'available',
    type,
    sandbox: { account },
  });
}

/** @throws ApiError `balance_insufficient` when the account has less than this available */
export function assertAvailable(tx, account, amount, currency) {
  if (availableOf(tx, account, currency) >= amount) return;
  throw invalid(words.api.balanceInsufficient, { code: 'balance_insufficient' });
}
