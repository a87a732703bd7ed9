import { invalid } from './errors.mjs';
import { words } from './words.mjs';

const MAX_DEPTH = 4;

/** Fields that hold an id and may be asked for as the whole object: the table where it is, and its kind there. */
const REFERENCES = {
  charge: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
    source_transfer: 'transfer',
  },
  'checkout.session': {
    customer: 'customer',
    payment_intent: 'payment_intent',
    setup_intent: 'setup_intent',
  },
  balance_transaction: { source: null },
  customer: {},
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  payment_intent: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  payment_method: { customer: 'customer' },
  payout: { balance_transaction: 'balance_transaction', destination: 'bank_account' },
  refund: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
    transfer_reversal: 'transfer_reversal',
  },
  setup_intent: { customer: 'customer', payment_method: 'payment_method' },
  transfer: {
    balance_transaction: 'balance_transaction',
    destination: 'account',
    destination_payment: 'charge',
    source_transaction: 'charge',
  },
  transfer_reversal: {
    balance_transaction: 'balance_transaction',
    destination_payment_refund: 'refund',
    transfer: 'transfer',
  },
};

/** Fields that are left out of an answer unless they are asked for. */
const INCLUDED_ON_DEMAND = {
  'checkout.session': {
    line_items: (_tx, { id, sandbox }) =>
      listOfAll(`/v1/checkout/sessions/${id}/line_items`, sandbox.lineItems),
  },
  charge: {
    refunds: (tx, { id }) =>
      listOfAll(
        `/v1/charges/${id}/refunds`,
        [...tx.all('refund')].filter((refund) => refund.charge === id),
      ),
  },
};

const PREFIX_TABLES = {
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  pyr: 'refund',
  tr: 'transfer',
  trr: 'transfer_reversal',
  po: 'payout',
  du: 'dispute',
};

/** @throws ApiError when one of `expand` names a field that cannot be expanded; `kind` is what the request answers with. */
export function checkExpand(kind, isList, expand = []) {
  for (const path of expand) {
    const names = path.split('.');
    if (names.length > MAX_DEPTH) throw invalid(words.api.expandTooDeep(MAX_DEPTH), { param: 'expand' });
    if (isList && names.shift() !== 'data') throw refuse(path);
    let at = kind;
    for (const [index, name] of names.entries()) {
      // Where the kind is only known from the id, whatever follows may be right.
      if (at === null) break;
      const isLast = index === names.length - 1;
      if (isLast && INCLUDED_ON_DEMAND[at]?.[name]) break;
      const next = REFERENCES[at]?.[name];
      if (next === undefined) throw refuse(path);
      at = next;
    }
  }
}

function refuse(path) {
  return invalid(words.api.notExpandable(path), { param: 'expand' });
}

/** The object as it is answered: without what only the sandbox knows of it, with what `expand` asks for. */
export function present(tx, object, expand = []) {
  if (object.object === 'list') {
    const inside = expand
      .filter((path) => path.startsWith('data.'))
      .map((path) => path.slice('data.'.length));
    return { ...object, data: object.data.map((one) => present(tx, one, inside)) };
  }
  const { sandbox: _ours, ...shown } = object;
  for (const name of new Set(expand.map((path) => path.split('.')[0]))) {
    const inside = expand
      .filter((path) => path.startsWith(`${name}.`))
      .map((path) => path.slice(name.length + 1));
    const onDemand = INCLUDED_ON_DEMAND[object.object]?.[name];
    if (onDemand) {
      shown[name] = present(tx, onDemand(tx, object), inside);
    } else if (typeof object[name] === 'string') {
      const table = REFERENCES[object.object]?.[name] ?? PREFIX_TABLES[object[name].split('_')[0]];
      const found = table && tx.get(table, object[name]);
      if (!found) throw refuse(name);
      shown[name] = present(tx, found, inside);
    }
  }
  return shown;
}

function listOfAll(url, data) {
  return { object: 'list', data, has_more: false, url };
}
