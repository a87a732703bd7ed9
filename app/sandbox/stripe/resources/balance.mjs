import { balanceOf } from '../balances.mjs';
import { pageOf } from '../lists.mjs';
import { retrieve } from '../retrieve.mjs';

export const balanceRoutes = [
  {
    call: 'GET /v1/balance',
    answers: 'balance',
    forAccounts: true,
    params: 'BalanceRetrieveParams',
    serves: [],
    run: (tx, { account }) => balanceOf(tx, account),
  },
  {
    call: 'GET /v1/balance_transactions',
    answers: 'balance_transaction',
    isList: true,
    forAccounts: true,
    params: 'BalanceTransactionListParams',
    serves: ['created', 'currency', 'source', 'type'],
    run: list,
  },
  {
    call: 'GET /v1/balance_transactions/:id',
    answers: 'balance_transaction',
    forAccounts: true,
    params: 'BalanceTransactionRetrieveParams',
    serves: [],
    run: (tx, { id, account }) =>
      retrieve(tx, 'balance_transaction', id, { kind: 'balance transaction', account }),
  },
];

function list(tx, { params, account }) {
  const currency = params.currency?.toLowerCase();
  return pageOf(tx.all('balance_transaction'), {
    ...{ kind: 'balance transaction', url: '/v1/balance_transactions', params },
    where: (one) =>
      one.sandbox.account === account &&
      (currency ?? one.currency) === one.currency &&
      (params.source ?? one.source) === one.source &&
      (params.type ?? one.type) === one.type,
  });
}
