import { invalid } from '../errors.mjs';
import { recordEvent } from '../events.mjs';
import { retrieve } from '../retrieve.mjs';
import { words } from '../words.mjs';

export const paymentMethodRoutes = [
  {
    call: 'GET /v1/payment_methods/:id',
    answers: 'payment_method',
    params: 'PaymentMethodRetrieveParams',
    serves: [],
    run: (tx, { id }) => retrieve(tx, 'payment_method', id),
  },
  {
    call: 'POST /v1/payment_methods/:id/detach',
    answers: 'payment_method',
    params: 'PaymentMethodDetachParams',
    serves: [],
    run: detach,
  },
];

function detach(tx, { id }) {
  const method = retrieve(tx, 'payment_method', id);
  if (method.customer === null) throw invalid(words.api.notAttached, { param: 'payment_method' });
  const detached = tx.put('payment_method', {
    ...method,
    customer: null,
    // A card that was given up cannot be charged again.
    sandbox: { ...method.sandbox, isSetUp: false },
  });
  recordEvent(tx, 'payment_method.detached', detached, { before: { customer: method.customer } });
  return detached;
}
