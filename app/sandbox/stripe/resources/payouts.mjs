import { assertAvailable, recordBalanceChange } from '../balances.mjs';
import { checkPayout, readCurrency } from '../currencies.mjs';
import { invalid } from '../errors.mjs';
import { changedFields, recordEvent } from '../events.mjs';
import { newId } from '../ids.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { retrieve } from '../retrieve.mjs';
import { words } from '../words.mjs';
import { changeAccount } from './accounts.mjs';

/** A bank takes days; the sandbox, long enough to see that it takes time. */
const ARRIVES_AFTER_S = 5;

export const payoutRoutes = [
  {
    call: 'POST /v1/payouts',
    answers: 'payout',
    forAccounts: true,
    params: 'PayoutCreateParams',
    serves: ['amount', 'currency', 'description', 'metadata', 'method', 'statement_descriptor'],
    run: create,
  },
  {
    call: 'GET /v1/payouts',
    answers: 'payout',
    isList: true,
    forAccounts: true,
    params: 'PayoutListParams',
    serves: ['created', 'status'],
    run: (tx, { params, account }) =>
      pageOf(tx.all('payout'), {
        ...{ kind: 'payout', url: '/v1/payouts', params },
        where: ({ sandbox, status }) => sandbox.account === account && (params.status ?? status) === status,
      }),
  },
  {
    call: 'GET /v1/payouts/:id',
    answers: 'payout',
    forAccounts: true,
    params: 'PayoutRetrieveParams',
    serves: [],
    run: (tx, { id, account }) => retrieve(tx, 'payout', id, { account }),
  },
];

function create(tx, { params, account }) {
  const currency = readCurrency(params.currency);
  const { amount } = params;
  if (amount < 1) {
    throw invalid(words.api.atLeast(1, amount), { code: 'parameter_invalid_integer', param: 'amount' });
  }
  checkPayout(amount, currency);
  const bank = account && tx.get('account', account).external_accounts.data[0];
  if (account && !bank) throw invalid(words.api.noBankAccount, { code: 'payouts_not_allowed' });
  assertAvailable(tx, account, amount, currency);
  const id = newId('po_1');
  const transaction = recordBalanceChange(tx, {
    ...{ account, amount: -amount, currency, type: 'payout', category: 'payout', source: id },
    description: params.description,
  });
  const payout = tx.put('payout', {
    id,
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: tx.now + ARRIVES_AFTER_S,
    automatic: false,
    balance_transaction: transaction.id,
    created: tx.now,
    currency,
    description: params.description || null,
    destination: bank?.id ?? null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    method: params.method ?? 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: params.statement_descriptor || null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
    sandbox: { account },
  });
  recordEvent(tx, 'payout.created', payout, { account });
  return payout;
}

/** Stripe's own name for why the bank refuses what is sent to it. */
const FAILS = 'account_closed';

export const isArriving = ({ status, arrival_date }, now) => status === 'pending' && arrival_date <= now;

/** The bank has the money, or refuses it: then it is the account's again, and another bank account is due. */
export function arrive(tx, before) {
  const { account } = before.sandbox;
  if (account && tx.get('account', account).sandbox.bankFails) return fail(tx, before, account);
  const payout = tx.put('payout', { ...before, status: 'paid' });
  recordEvent(tx, 'payout.paid', payout, {
    before: changedFields(before, payout),
    account: before.sandbox.account,
  });
}

function fail(tx, before, account) {
  const back = recordBalanceChange(tx, {
    ...{ account, amount: before.amount, currency: before.currency, source: before.id },
    ...{ type: 'payout_failure', category: 'payout_reversal' },
  });
  const payout = tx.put('payout', {
    ...before,
    status: 'failed',
    failure_balance_transaction: back.id,
    failure_code: FAILS,
    failure_message: words.bankFailures[FAILS],
  });
  recordEvent(tx, 'payout.failed', payout, { before: changedFields(before, payout), account });
  const owner = tx.get('account', account);
  const errored = tx.put('bank_account', {
    ...tx.get('bank_account', before.destination),
    status: 'errored',
  });
  changeAccount(tx, owner, {
    external_accounts: { ...owner.external_accounts, data: [errored] },
    sandbox: { ...owner.sandbox, hasBank: false },
  });
}
