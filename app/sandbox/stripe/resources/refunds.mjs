import { recordBalanceChange } from '../balances.mjs';
import { cardByNumber } from '../cards.mjs';
import { formatSymbol } from '../currencies.mjs';
import { invalid } from '../errors.mjs';
import { changedFields, recordEvent } from '../events.mjs';
import { newId } from '../ids.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { retrieve } from '../retrieve.mjs';
import { words } from '../words.mjs';

/** How long a refund takes that is not done at once. */
const TAKES_S = 2;

export const refundRoutes = [
  {
    call: 'POST /v1/refunds',
    answers: 'refund',
    params: 'RefundCreateParams',
    serves: ['amount', 'charge', 'metadata', 'payment_intent', 'reason'],
    run: create,
  },
  {
    call: 'GET /v1/refunds',
    answers: 'refund',
    isList: true,
    params: 'RefundListParams',
    serves: ['charge', 'created', 'payment_intent'],
    run: (tx, { params }) =>
      pageOf(tx.all('refund'), {
        ...{ kind: 'refund', url: '/v1/refunds', params },
        // What is given back within a connected account, as by a transfer's reversal, is in no list of the platform's.
        where: (refund) =>
          refund.sandbox?.account === undefined &&
          ['charge', 'payment_intent'].every(
            (name) => params[name] === undefined || refund[name] === params[name],
          ),
      }),
  },
  {
    call: 'GET /v1/refunds/:id',
    answers: 'refund',
    params: 'RefundRetrieveParams',
    serves: [],
    run: (tx, { id }) => retrieve(tx, 'refund', id),
  },
];

function create(tx, { params }) {
  const charge = chargeOf(tx, params);
  if (isTakenBack(tx, charge))
    throw invalid(words.api.chargeDisputed(charge.id), { code: 'charge_disputed' });
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    throw invalid(words.api.alreadyRefunded(charge.id), { code: 'charge_already_refunded' });
  }
  const amount = params.amount ?? left;
  if (amount < 1) {
    throw invalid(words.api.atLeast(1, amount), { code: 'parameter_invalid_integer', param: 'amount' });
  }
  if (amount > left) {
    const [asked, unrefunded] = [amount, left].map((minor) => formatSymbol(minor, charge.currency));
    throw invalid(words.api.refundTooLarge(asked, unrefunded), { param: 'amount' });
  }
  const { currency, payment_intent, payment_method } = charge;
  const method = payment_method && tx.get('payment_method', payment_method);
  const way = (method && cardByNumber(method.sandbox.number)?.refunds) ?? null;
  const id = newId('re_3');
  // Money must go back even when the balance does not cover it: Stripe then collects from the platform's bank account.
  const transaction = recordBalanceChange(tx, {
    ...{ amount: -amount, currency, type: 'refund', category: 'refund', source: id },
    description: words.refundOf(charge.description ?? charge.id),
  });
  const refund = tx.put('refund', {
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: tx.now,
    currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent,
    payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: way === 'wait' ? 'pending' : 'succeeded',
    transfer_reversal: null,
    ...(way && { sandbox: { becomes: way === 'fail' ? 'failed' : 'succeeded', at: tx.now + TAKES_S } }),
  });
  const refunded = tx.put('charge', {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: amount === left,
  });
  recordEvent(tx, 'refund.created', refund);
  recordEvent(tx, 'charge.refunded', refunded, { before: changedFields(charge, refunded) });
  return refund;
}

/** While the payer's bank has the money, or for good, there is nothing to give back. */
function isTakenBack(tx, { id, disputed }) {
  if (!disputed) return false;
  for (const dispute of tx.all('dispute'))
    if (dispute.charge === id && !dispute.is_charge_refundable && dispute.status !== 'won') return true;
  return false;
}

export const isRefundDue = ({ sandbox }, now) => sandbox?.at !== undefined && sandbox.at <= now;

/** The bank has taken a refund that was under way, or sent back one that seemed done: the platform has its money again. */
export function finishRefund(tx, before) {
  const { sandbox, ...refund } = before;
  if (sandbox.becomes === 'succeeded') {
    const done = tx.put('refund', { ...refund, status: 'succeeded' });
    recordEvent(tx, 'refund.updated', done, { before: { status: before.status } });
    recordEvent(tx, 'charge.refund.updated', done, { before: { status: before.status } });
    return;
  }
  const { amount, currency, id } = refund;
  const back = recordBalanceChange(tx, {
    ...{ amount, currency, type: 'refund_failure', category: 'refund_failure', source: id },
    description: words.refundFailed(id),
  });
  const failed = tx.put('refund', {
    ...refund,
    failure_balance_transaction: back.id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  });
  const charge = tx.get('charge', refund.charge);
  tx.put('charge', { ...charge, amount_refunded: charge.amount_refunded - amount, refunded: false });
  for (const type of ['refund.failed', 'refund.updated', 'charge.refund.updated']) {
    recordEvent(tx, type, failed, { before: { status: before.status } });
  }
}

function chargeOf(tx, { charge, payment_intent }) {
  if (charge) {
    const found = retrieve(tx, 'charge', charge, { param: 'charge' });
    if (found.status !== 'succeeded') throw invalid(words.api.chargeNotPaid(charge), { param: 'charge' });
    return found;
  }
  if (!payment_intent) throw invalid(words.api.refundOfWhat);
  const intent = retrieve(tx, 'payment_intent', payment_intent, { param: 'payment_intent' });
  if (intent.status !== 'succeeded') {
    throw invalid(words.api.intentNotPaid(payment_intent), { param: 'payment_intent' });
  }
  return tx.get('charge', intent.latest_charge);
}
