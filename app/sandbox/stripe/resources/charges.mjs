import { pageOf } from '../lists.mjs';
import { retrieve } from '../retrieve.mjs';

export const chargeRoutes = [
  {
    call: 'GET /v1/charges',
    answers: 'charge',
    isList: true,
    forAccounts: true,
    params: 'ChargeListParams',
    serves: ['created', 'customer', 'payment_intent', 'transfer_group'],
    run: (tx, { params, account }) =>
      pageOf(tx.all('charge'), {
        ...{ kind: 'charge', url: '/v1/charges', params },
        where: (charge) =>
          charge.sandbox?.account === account &&
          ['customer', 'payment_intent', 'transfer_group'].every(
            (name) => params[name] === undefined || charge[name] === params[name],
          ),
      }),
  },
  {
    call: 'GET /v1/charges/:id',
    answers: 'charge',
    forAccounts: true,
    params: 'ChargeRetrieveParams',
    serves: [],
    run: (tx, { id, account }) => retrieve(tx, 'charge', id, { account }),
  },
];
