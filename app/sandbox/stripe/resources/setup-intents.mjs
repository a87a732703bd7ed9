import { invalid } from '../errors.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { methodOf } from '../payment-methods.mjs';
import { retrieve } from '../retrieve.mjs';
import { cancelSetup, confirmSetup, newSetup, notKeptError } from '../setups.mjs';
import { assertUrl } from '../urls.mjs';
import { words } from '../words.mjs';

const CONFIRM_FIELDS = ['payment_method', 'return_url'];

export const setupIntentRoutes = [
  {
    call: 'POST /v1/setup_intents',
    answers: 'setup_intent',
    params: 'SetupIntentCreateParams',
    serves: [...CONFIRM_FIELDS, 'confirm', 'customer', 'description', 'metadata', 'usage'],
    run: create,
  },
  {
    call: 'GET /v1/setup_intents',
    answers: 'setup_intent',
    isList: true,
    params: 'SetupIntentListParams',
    serves: ['created', 'customer', 'payment_method'],
    run: (tx, { params }) =>
      pageOf(tx.all('setup_intent'), {
        ...{ kind: 'setup_intent', url: '/v1/setup_intents', params },
        where: (setup) =>
          ['customer', 'payment_method'].every(
            (name) => params[name] === undefined || setup[name] === params[name],
          ),
      }),
  },
  {
    call: 'GET /v1/setup_intents/:id',
    answers: 'setup_intent',
    params: 'SetupIntentRetrieveParams',
    serves: [],
    run: (tx, { id }) => retrieve(tx, 'setup_intent', id),
  },
  {
    call: 'POST /v1/setup_intents/:id',
    answers: 'setup_intent',
    params: 'SetupIntentUpdateParams',
    serves: ['description', 'metadata'],
    run: update,
  },
  {
    call: 'POST /v1/setup_intents/:id/confirm',
    answers: 'setup_intent',
    params: 'SetupIntentConfirmParams',
    serves: CONFIRM_FIELDS,
    run: (tx, { id, params }) => confirm(tx, retrieve(tx, 'setup_intent', id), params),
  },
  {
    call: 'POST /v1/setup_intents/:id/cancel',
    answers: 'setup_intent',
    params: 'SetupIntentCancelParams',
    serves: ['cancellation_reason'],
    run: (tx, { id, params }) =>
      cancelSetup(tx, retrieve(tx, 'setup_intent', id), params.cancellation_reason),
  },
];

function create(tx, { params }) {
  const { customer, confirm: isConfirmed, return_url: returnUrl } = params;
  if (customer) retrieve(tx, 'customer', customer, { param: 'customer' });
  if (returnUrl && !isConfirmed) throw invalid(words.api.returnNeedsConfirm, { param: 'return_url' });
  const method = params.payment_method && methodOf(tx, params.payment_method);
  const setup = newSetup(tx, {
    customer: customer ?? null,
    description: params.description || null,
    metadata: mergeMetadata({}, params.metadata),
    payment_method: method ? method.id : null,
    usage: params.usage ?? 'off_session',
  });
  return isConfirmed ? confirm(tx, setup, { ...params, payment_method: method?.id }) : setup;
}

function update(tx, { id, params }) {
  const before = retrieve(tx, 'setup_intent', id);
  return tx.put('setup_intent', {
    ...before,
    ...(params.description !== undefined && { description: params.description || null }),
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
}

function confirm(tx, setup, { payment_method: given, return_url: returnUrl }) {
  const named = given ?? setup.payment_method;
  if (!named) {
    throw invalid(words.api.setupLacksMethod, { code: 'parameter_missing', param: 'payment_method' });
  }
  if (returnUrl) assertUrl(returnUrl, 'return_url');
  const method = methodOf(tx, named);
  if (method.customer !== null && method.customer !== setup.customer) {
    throw invalid(words.api.methodOfAnother, { param: 'payment_method' });
  }
  if (method.customer === null && method.sandbox.isSpent) throw invalid(words.api.attachUsed);
  const confirmed = confirmSetup(tx, setup, { method, returnUrl });
  if (confirmed.status === 'requires_payment_method') throw notKeptError(tx, confirmed);
  return confirmed;
}
