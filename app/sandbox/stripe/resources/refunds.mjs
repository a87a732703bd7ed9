import { recordBalanceChange } from '../balances.mjs';
import { formatSymbol } from '../currencies.mjs';
import { invalid } from '../errors.mjs';
import { changedFields, recordEvent } from '../events.mjs';
import { newId } from '../ids.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { retrieve } from '../retrieve.mjs';
import { words } from '../words.mjs';

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
        where: (refund) =>
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
    status: 'succeeded',
    transfer_reversal: null,
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
