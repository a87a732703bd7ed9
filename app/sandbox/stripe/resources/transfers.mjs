import { assertAvailable, availableOf, recordBalanceChange } from '../balances.mjs';
import { newTransferredPayment } from '../charges.mjs';
import { formatSymbol, readCurrency } from '../currencies.mjs';
import { invalid, missing } from '../errors.mjs';
import { changedFields, recordEvent } from '../events.mjs';
import { newId } from '../ids.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { retrieve } from '../retrieve.mjs';
import { words } from '../words.mjs';

const SHOWN_REVERSALS = 10;

export const transferRoutes = [
  {
    call: 'POST /v1/transfers',
    answers: 'transfer',
    params: 'TransferCreateParams',
    serves: [
      ...[
        'amount',
        'currency',
        'description',
        'destination',
        'metadata',
        'source_transaction',
        'source_type',
      ],
      'transfer_group',
    ],
    run: create,
  },
  {
    call: 'GET /v1/transfers',
    answers: 'transfer',
    isList: true,
    params: 'TransferListParams',
    serves: ['created', 'destination', 'transfer_group'],
    run: (tx, { params }) =>
      pageOf(tx.all('transfer'), {
        ...{ kind: 'transfer', url: '/v1/transfers', params },
        where: (transfer) =>
          ['destination', 'transfer_group'].every(
            (name) => params[name] === undefined || transfer[name] === params[name],
          ),
      }),
  },
  {
    call: 'GET /v1/transfers/:id',
    answers: 'transfer',
    params: 'TransferRetrieveParams',
    serves: [],
    run: (tx, { id }) => retrieve(tx, 'transfer', id),
  },
  {
    call: 'POST /v1/transfers/:id',
    answers: 'transfer',
    params: 'TransferUpdateParams',
    serves: ['description', 'metadata'],
    run: update,
  },
  {
    call: 'POST /v1/transfers/:id/reversals',
    answers: 'transfer_reversal',
    params: 'TransferCreateReversalParams',
    serves: ['amount', 'description', 'metadata'],
    run: reverse,
  },
  {
    call: 'GET /v1/transfers/:id/reversals',
    answers: 'transfer_reversal',
    isList: true,
    params: 'TransferListReversalsParams',
    serves: [],
    run: listReversals,
  },
  {
    call: 'GET /v1/transfers/:id/reversals/:part',
    answers: 'transfer_reversal',
    params: 'TransferRetrieveReversalParams',
    serves: [],
    run: (tx, { part }) => retrieve(tx, 'transfer_reversal', part),
  },
];

function create(tx, { params }) {
  const currency = readCurrency(params.currency);
  const source = params.source_transaction;
  const charge = source && retrieve(tx, 'charge', source, { param: 'source_transaction' });
  const amount = params.amount ?? charge?.amount;
  if (amount === undefined) {
    throw invalid(words.api.missingParam('amount'), { code: 'parameter_missing', param: 'amount' });
  }
  if (amount < 1) {
    throw invalid(words.api.atLeast(1, amount), { code: 'parameter_invalid_integer', param: 'amount' });
  }
  const account = tx.get('account', params.destination);
  if (!account) throw missing('destination', params.destination, 'destination');
  if (account.capabilities.transfers !== 'active') {
    throw invalid(words.api.cannotTransferTo, { code: 'insufficient_capabilities_for_transfer' });
  }
  if (charge) assertWithinCharge(tx, charge, amount);
  assertAvailable(tx, undefined, amount, currency);

  const id = newId('tr_1');
  const description = params.description || null;
  const transaction = recordBalanceChange(tx, {
    ...{ amount: -amount, currency, type: 'transfer', category: 'transfer', source: id, description },
  });
  const draft = newTransferredPayment(tx, { account: account.id, amount, currency, transfer: id });
  const received = recordBalanceChange(tx, {
    ...{ account: account.id, amount, currency, type: 'payment', category: 'charge', source: draft.id },
  });
  tx.put('charge', { ...draft, balance_transaction: received.id });
  const transfer = tx.put('transfer', {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: transaction.id,
    created: tx.now,
    currency,
    description,
    destination: account.id,
    destination_payment: draft.id,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    reversals: {
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: `/v1/transfers/${id}/reversals`,
    },
    reversed: false,
    source_transaction: source ?? null,
    source_type: params.source_type ?? 'card',
    transfer_group: params.transfer_group ?? (charge ? `group_${charge.payment_intent}` : null),
  });
  recordEvent(tx, 'transfer.created', transfer);
  return transfer;
}

/** What a charge has brought can be passed on once. */
function assertWithinCharge(tx, charge, amount) {
  let passedOn = 0;
  for (const transfer of tx.all('transfer')) {
    if (transfer.source_transaction === charge.id) passedOn += transfer.amount - transfer.amount_reversed;
  }
  if (amount + passedOn <= charge.amount) return;
  throw invalid(words.api.transferBeyondCharge(formatSymbol(charge.amount, charge.currency)), {
    param: 'amount',
  });
}

function update(tx, { id, params }) {
  const before = retrieve(tx, 'transfer', id);
  const transfer = tx.put('transfer', {
    ...before,
    ...(params.description !== undefined && { description: params.description || null }),
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  recordEvent(tx, 'transfer.updated', transfer, { before: changedFields(before, transfer) });
  return transfer;
}

function reverse(tx, { id: transferId, params }) {
  const before = retrieve(tx, 'transfer', transferId);
  const { currency, destination, destination_payment: paid } = before;
  const left = before.amount - before.amount_reversed;
  const amount = params.amount ?? left;
  if (left === 0) throw invalid(words.api.alreadyReversed(transferId));
  if (amount < 1) {
    throw invalid(words.api.atLeast(1, amount), { code: 'parameter_invalid_integer', param: 'amount' });
  }
  if (amount > left) {
    const [asked, unreversed] = [amount, left].map((minor) => formatSymbol(minor, currency));
    throw invalid(words.api.reversalTooLarge(asked, unreversed), { param: 'amount' });
  }
  if (availableOf(tx, destination, currency) < amount) {
    throw invalid(words.api.accountLacksFunds, { code: 'balance_insufficient' });
  }
  const id = newId('trr_1');
  const back = recordBalanceChange(tx, {
    ...{ amount, currency, type: 'transfer_refund', category: 'transfer_reversal', source: id },
    description: params.description,
  });
  const refundId = newId('pyr_1');
  const taken = recordBalanceChange(tx, {
    ...{ account: destination, amount: -amount, currency, type: 'payment_refund', category: 'refund' },
    source: refundId,
  });
  tx.put(
    'refund',
    refundOfPayment(tx, { id: refundId, amount, currency, paid, destination, taken, reversal: id }),
  );
  const reversal = tx.put('transfer_reversal', {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: back.id,
    created: tx.now,
    currency,
    destination_payment_refund: refundId,
    metadata: mergeMetadata({}, params.metadata),
    source_refund: null,
    transfer: transferId,
  });
  const payment = tx.get('charge', paid);
  tx.put('charge', {
    ...payment,
    amount_refunded: payment.amount_refunded + amount,
    refunded: amount === left,
  });
  const { reversals } = before;
  const transfer = tx.put('transfer', {
    ...before,
    amount_reversed: before.amount_reversed + amount,
    reversed: amount === left,
    reversals: {
      ...reversals,
      data: [reversal, ...reversals.data].slice(0, SHOWN_REVERSALS),
      has_more: reversals.total_count >= SHOWN_REVERSALS,
      total_count: reversals.total_count + 1,
    },
  });
  recordEvent(tx, 'transfer.reversed', transfer, { before: changedFields(before, transfer) });
  return reversal;
}

/** The connected account's side of a reversal. */
function refundOfPayment(tx, { id, amount, currency, paid, destination, taken, reversal }) {
  return {
    id,
    object: 'refund',
    amount,
    balance_transaction: taken.id,
    charge: paid,
    created: tx.now,
    currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: reversal,
    status: 'succeeded',
    transfer_reversal: null,
    sandbox: { account: destination },
  };
}

function listReversals(tx, { id, params }) {
  retrieve(tx, 'transfer', id);
  return pageOf(tx.all('transfer_reversal'), {
    ...{ kind: 'transfer reversal', url: `/v1/transfers/${id}/reversals`, params },
    where: ({ transfer }) => transfer === id,
  });
}
