import { checkAmount, readCurrency } from '../currencies.mjs';
import { invalid } from '../errors.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { methodOf } from '../payment-methods.mjs';
import { cancelIntent, changeIntent, confirmIntent, declinedError, newIntent } from '../payments.mjs';
import { retrieve } from '../retrieve.mjs';
import { words } from '../words.mjs';

const CONFIRM_FIELDS = [
  'error_on_requires_action',
  'off_session',
  'payment_method',
  'receipt_email',
  'return_url',
  'setup_future_usage',
];
/** Kept on the intent as they are given. */
const TEXTS = [
  'description',
  'receipt_email',
  'setup_future_usage',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'transfer_group',
];

export const paymentIntentRoutes = [
  {
    call: 'POST /v1/payment_intents',
    answers: 'payment_intent',
    params: 'PaymentIntentCreateParams',
    serves: [
      ...CONFIRM_FIELDS,
      ...TEXTS,
      ...['amount', 'automatic_payment_methods', 'confirm', 'currency', 'customer', 'metadata'],
    ],
    run: create,
  },
  {
    call: 'GET /v1/payment_intents',
    answers: 'payment_intent',
    isList: true,
    params: 'PaymentIntentListParams',
    serves: ['created', 'customer'],
    run: (tx, { params }) =>
      pageOf(tx.all('payment_intent'), {
        ...{ kind: 'payment_intent', url: '/v1/payment_intents', params },
        where: ({ customer }) => params.customer === undefined || customer === params.customer,
      }),
  },
  {
    call: 'GET /v1/payment_intents/:id',
    answers: 'payment_intent',
    params: 'PaymentIntentRetrieveParams',
    serves: [],
    run: (tx, { id }) => retrieve(tx, 'payment_intent', id),
  },
  {
    call: 'POST /v1/payment_intents/:id',
    answers: 'payment_intent',
    params: 'PaymentIntentUpdateParams',
    serves: ['description', 'metadata'],
    run: update,
  },
  {
    call: 'POST /v1/payment_intents/:id/confirm',
    answers: 'payment_intent',
    params: 'PaymentIntentConfirmParams',
    serves: CONFIRM_FIELDS,
    run: (tx, { id, params }) => confirm(tx, retrieve(tx, 'payment_intent', id), params),
  },
  {
    call: 'POST /v1/payment_intents/:id/cancel',
    answers: 'payment_intent',
    params: 'PaymentIntentCancelParams',
    serves: ['cancellation_reason'],
    run: (tx, { id, params }) =>
      cancelIntent(tx, retrieve(tx, 'payment_intent', id), params.cancellation_reason),
  },
];

function create(tx, { params }) {
  const currency = readCurrency(params.currency);
  checkAmount(params.amount, currency);
  if (params.customer) retrieve(tx, 'customer', params.customer, { param: 'customer' });
  if (params.off_session && !params.confirm) {
    throw invalid(words.api.offSessionNeedsConfirm, { param: 'off_session' });
  }
  const method = params.payment_method && methodOf(tx, params.payment_method);
  const automatic = params.automatic_payment_methods;
  const intent = newIntent(tx, {
    ...Object.fromEntries(TEXTS.filter((name) => params[name]).map((name) => [name, params[name]])),
    amount: params.amount,
    automatic_payment_methods: automatic ? { allow_redirects: 'always', ...automatic } : null,
    currency,
    customer: params.customer ?? null,
    metadata: mergeMetadata({}, params.metadata),
    payment_method: method ? method.id : null,
  });
  return params.confirm ? confirm(tx, intent, { ...params, payment_method: method?.id }) : intent;
}

function update(tx, { id, params }) {
  const before = retrieve(tx, 'payment_intent', id);
  return changeIntent(tx, before, {
    ...(params.description !== undefined && { description: params.description || null }),
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
}

function confirm(tx, before, params) {
  const named = params.payment_method ?? before.payment_method;
  if (!named)
    throw invalid(words.api.noPaymentMethod, { code: 'parameter_missing', param: 'payment_method' });
  const method = methodOf(tx, named);
  if (method.customer !== null && method.customer !== before.customer) {
    throw invalid(words.api.methodOfAnother, { param: 'payment_method' });
  }
  if (method.customer === null && method.sandbox.isSpent) throw invalid(words.api.attachUsed);
  const intent = changeIntent(tx, before, {
    ...(params.receipt_email && { receipt_email: params.receipt_email }),
    ...(params.setup_future_usage && { setup_future_usage: params.setup_future_usage }),
  });
  const confirmed = confirmIntent(tx, intent, {
    method,
    isOffSession: Boolean(params.off_session),
    returnUrl: params.return_url,
  });
  if (confirmed.status === 'requires_payment_method') throw declinedError(tx, confirmed);
  if (confirmed.status === 'requires_action' && params.error_on_requires_action) {
    throw invalid(words.api.actionRefused, {
      status: 402,
      type: 'card_error',
      code: 'authentication_required',
    });
  }
  return confirmed;
}
