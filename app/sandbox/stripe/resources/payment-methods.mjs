import { cardByToken } from '../cards.mjs';
import { invalid } from '../errors.mjs';
import { recordEvent } from '../events.mjs';
import { newPaymentMethod } from '../payment-methods.mjs';
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
    call: 'POST /v1/payment_methods/:id/attach',
    answers: 'payment_method',
    params: 'PaymentMethodAttachParams',
    serves: ['customer'],
    run: attach,
  },
  {
    call: 'POST /v1/payment_methods/:id/detach',
    answers: 'payment_method',
    params: 'PaymentMethodDetachParams',
    serves: [],
    run: detach,
  },
];

/** Keeps a card, or one of the test cards' tokens, for a customer: the bank is not asked, so it may ask when it is charged. */
function attach(tx, { id, params }) {
  if (!params.customer) {
    throw invalid(words.api.missingParam('customer'), { code: 'parameter_missing', param: 'customer' });
  }
  const { id: customer } = retrieve(tx, 'customer', params.customer, { param: 'customer' });
  const card = cardByToken(id);
  const method = card ? newPaymentMethod(tx, card) : retrieve(tx, 'payment_method', id);
  if (method.customer === customer) return method;
  if (method.customer !== null) throw invalid(words.api.attachedToAnother);
  if (method.sandbox.isSpent) throw invalid(words.api.attachUsed);
  const attached = tx.put('payment_method', { ...method, customer });
  recordEvent(tx, 'payment_method.attached', attached);
  return attached;
}

function detach(tx, { id }) {
  const method = retrieve(tx, 'payment_method', id);
  if (method.customer === null) throw invalid(words.api.notAttached, { param: 'payment_method' });
  const detached = tx.put('payment_method', {
    ...method,
    customer: null,
    // A card that was given up cannot be charged again.
    sandbox: { ...method.sandbox, isSetUp: false, isSpent: true },
  });
  recordEvent(tx, 'payment_method.detached', detached, { before: { customer: method.customer } });
  return detached;
}
