import { detailsOf, expireSession } from '../checkout.mjs';
import { checkAmount, readCurrency } from '../currencies.mjs';
import { invalid } from '../errors.mjs';
import { newId } from '../ids.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { retrieve } from '../retrieve.mjs';
import { newSetup } from '../setups.mjs';
import { assertUrl } from '../urls.mjs';
import { words } from '../words.mjs';

const MIN_LIFE_S = 30 * 60;
const MAX_LIFE_S = 24 * 60 * 60;
const MAX_ITEMS = 100;
const MAX_REFERENCE_LENGTH = 200;

const LINE_ITEM = [
  ...[
    'currency',
    'unit_amount',
    'product_data.name',
    'product_data.description',
    'product_data.metadata',
  ].map((name) => `line_items.price_data.${name}`),
  'line_items.quantity',
];
const INTENT_DATA = [
  ...['description', 'metadata', 'receipt_email', 'setup_future_usage', 'statement_descriptor'],
  ...['statement_descriptor_suffix', 'transfer_group'],
].map((name) => `payment_intent_data.${name}`);
const SETUP_DATA = ['setup_intent_data.description', 'setup_intent_data.metadata'];
/** What Stripe takes where something is paid, and not where a card is only kept. */
const ONLY_PAYING = ['line_items', 'payment_intent_data', 'saved_payment_method_options', 'submit_type'];

export const checkoutSessionRoutes = [
  {
    call: 'POST /v1/checkout/sessions',
    answers: 'checkout.session',
    params: 'Checkout.SessionCreateParams',
    serves: [
      ...[
        'cancel_url',
        'client_reference_id',
        'currency',
        'customer',
        'customer_creation',
        'customer_email',
        'expires_at',
      ],
      ...[
        'locale',
        'metadata',
        'mode',
        'allowed_payment_method_types',
        'submit_type',
        'success_url',
        'ui_mode',
      ],
      ...['saved_payment_method_options', ...LINE_ITEM, ...INTENT_DATA, ...SETUP_DATA],
    ],
    run: create,
  },
  {
    call: 'GET /v1/checkout/sessions',
    answers: 'checkout.session',
    isList: true,
    params: 'Checkout.SessionListParams',
    serves: ['created', 'customer', 'payment_intent', 'status'],
    run: (tx, { params }) =>
      pageOf(tx.all('checkout.session'), {
        ...{ kind: 'checkout.session', url: '/v1/checkout/sessions', params },
        where: (session) =>
          ['customer', 'payment_intent', 'status'].every(
            (name) => params[name] === undefined || session[name] === params[name],
          ),
      }),
  },
  {
    call: 'GET /v1/checkout/sessions/:id',
    answers: 'checkout.session',
    params: 'Checkout.SessionRetrieveParams',
    serves: [],
    run: (tx, { id }) => retrieve(tx, 'checkout.session', id),
  },
  {
    call: 'POST /v1/checkout/sessions/:id/expire',
    answers: 'checkout.session',
    params: 'Checkout.SessionExpireParams',
    serves: [],
    run: expire,
  },
  {
    call: 'GET /v1/checkout/sessions/:id/line_items',
    answers: 'item',
    isList: true,
    params: 'Checkout.SessionListLineItemsParams',
    serves: [],
    run: listLineItems,
  },
];

function create(tx, { params }) {
  assertServed(params);
  const customer = payerOf(tx, params);
  const isSetup = params.mode === 'setup';
  const { lineItems, currency, total } = isSetup ? nothingToPay(params) : billOf(tx, params);
  const id = newId('cs_test_a1', 56);
  const email = customer?.email ?? params.customer_email ?? null;
  const session = {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id || null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: tx.now,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer || isSetup ? null : (params.customer_creation ?? 'if_required'),
    customer_details: email === null ? null : detailsOf({ customer_details: nameOf(customer) }, email),
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: expiryOf(tx, params),
    integration_identifier: null,
    invoice: null,
    invoice_creation: { enabled: false, invoice_data: NO_INVOICE },
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: { enabled: false },
    metadata: mergeMetadata({}, params.metadata),
    mode: params.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: isSetup ? 'always' : 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_status: isSetup ? 'no_payment_required' : 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options:
      customer && !isSetup ? savedOptions(params.saved_payment_method_options) : null,
    setup_intent: isSetup ? openSetup(tx, { session: id, customer, data: params.setup_intent_data }) : null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url,
    total_details: isSetup ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${tx.base}/c/pay/${id}`,
    wallet_options: null,
    sandbox: {
      lineItems,
      intentData: {
        ...params.payment_intent_data,
        metadata: mergeMetadata({}, params.payment_intent_data?.metadata),
      },
    },
  };
  return tx.put('checkout.session', session);
}

/** What a session is about that something is paid by: the items, and what they come to. */
function billOf(tx, { line_items: items, currency: given }) {
  const lineItems = items.map((item, index) => newLineItem(tx, item, `line_items[${index}]`));
  const currency = lineItems[0].currency;
  const others = [...lineItems, ...(given ? [{ currency: readCurrency(given) }] : [])];
  if (others.some((item) => item.currency !== currency)) {
    throw invalid(words.api.oneCurrency, { param: 'line_items' });
  }
  const total = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
  checkAmount(total, currency, { param: 'line_items', tooSmall: words.api.totalTooSmall });
  return { lineItems, currency, total };
}

function nothingToPay({ currency }) {
  return { lineItems: [], currency: currency === undefined ? null : readCurrency(currency), total: null };
}

/** The setup intent of a session by which a card is only kept. */
function openSetup(tx, { session, customer, data = {} }) {
  const { id } = newSetup(tx, {
    customer: customer?.id ?? null,
    description: data.description || null,
    metadata: mergeMetadata({}, data.metadata),
  });
  tx.put('session_of_intent', { id, session });
  return id;
}

const NO_INVOICE = {
  account_tax_ids: null,
  custom_fields: null,
  description: null,
  footer: null,
  issuer: null,
  metadata: {},
  rendering_options: null,
};

const nameOf = (customer) => (customer ? { name: customer.name, phone: customer.phone } : null);

function savedOptions({ allow_redisplay_filters, payment_method_remove, payment_method_save } = {}) {
  return {
    allow_redisplay_filters: allow_redisplay_filters ?? ['always'],
    payment_method_remove: payment_method_remove ?? 'disabled',
    payment_method_save: payment_method_save ?? null,
  };
}

/** @throws ApiError for what Stripe's types allow and either Stripe or the sandbox does not */
function assertServed({ mode, ui_mode, success_url, cancel_url, line_items, ...params }) {
  const isSetup = mode === 'setup';
  const required = {
    mode,
    success_url,
    ...(isSetup
      ? { currency: currencyOr(params) }
      : { line_items: line_items?.length ? line_items : undefined }),
  };
  for (const [param, value] of Object.entries(required)) {
    if (value) continue;
    throw invalid(words.api.missingParam(param), { code: 'parameter_missing', param });
  }
  if (mode !== 'payment' && !isSetup) throw invalid(words.api.unserved('mode'), { param: 'mode' });
  const given = { ...params, line_items };
  const misplaced = (isSetup ? ONLY_PAYING : ['setup_intent_data']).find((name) => given[name] !== undefined);
  if (misplaced) throw invalid(words.api.notInMode(misplaced, mode), { param: misplaced });
  if (isSetup && params.customer_creation) {
    throw invalid(words.api.unserved('customer_creation'), { param: 'customer_creation' });
  }
  if ((ui_mode ?? 'hosted_page') !== 'hosted_page') {
    throw invalid(words.api.unserved('ui_mode'), { param: 'ui_mode' });
  }
  if (params.allowed_payment_method_types?.some((type) => type !== 'card')) {
    throw invalid(words.api.onlyCards, { param: 'allowed_payment_method_types' });
  }
  assertUrl(success_url, 'success_url');
  if (cancel_url) assertUrl(cancel_url, 'cancel_url');
  if (line_items?.length > MAX_ITEMS)
    throw invalid(words.api.tooManyItems(MAX_ITEMS), { param: 'line_items' });
  if ((params.client_reference_id?.length ?? 0) > MAX_REFERENCE_LENGTH) {
    throw invalid(words.api.tooLong(MAX_REFERENCE_LENGTH), { param: 'client_reference_id' });
  }
}

/** Without kinds of payment to choose from, Stripe wants a currency to choose them by. */
const currencyOr = ({ currency, allowed_payment_method_types: types }) => currency ?? types?.[0];

function payerOf(tx, { customer, customer_email, customer_creation }) {
  if (customer && customer_email) throw invalid(words.api.oneOf(['customer', 'customer_email']));
  if (customer && customer_creation) throw invalid(words.api.oneOf(['customer', 'customer_creation']));
  return customer && retrieve(tx, 'customer', customer, { param: 'customer' });
}

function expiryOf(tx, { expires_at: at }) {
  if (at === undefined) return tx.now + MAX_LIFE_S;
  if (at < tx.now + MIN_LIFE_S) throw invalid(words.api.expiresTooSoon, { param: 'expires_at' });
  if (at > tx.now + MAX_LIFE_S) throw invalid(words.api.expiresTooLate, { param: 'expires_at' });
  return at;
}

function newLineItem(tx, { price_data: price, quantity }, path) {
  const refuse = (name) =>
    invalid(words.api.missingParam(`${path}[${name}]`), {
      code: 'parameter_missing',
      param: `${path}[${name}]`,
    });
  if (!price) throw refuse('price_data');
  if (price.unit_amount === undefined) throw refuse('price_data][unit_amount');
  if (!price.product_data) throw refuse('price_data][product_data');
  if (quantity === undefined) throw refuse('quantity');
  for (const [name, value, least] of [
    ['price_data][unit_amount', price.unit_amount, 0],
    ['quantity', quantity, 1],
  ]) {
    if (value >= least) continue;
    throw invalid(words.api.atLeast(least, value), {
      code: 'parameter_invalid_integer',
      param: `${path}[${name}]`,
    });
  }
  const currency = readCurrency(price.currency, `${path}[price_data][currency]`);
  const amount = price.unit_amount * quantity;
  return {
    id: newId('li_1'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: price.product_data.name,
    metadata: {},
    price: {
      id: newId('price_1'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: tx.now,
      currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: newId('prod_', 14),
      recurring: null,
      tax_behavior: 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: price.unit_amount,
      unit_amount_decimal: String(price.unit_amount),
    },
    quantity,
    sandbox: { description: price.product_data.description ?? null },
  };
}

function expire(tx, { id }) {
  const session = retrieve(tx, 'checkout.session', id);
  if (session.status !== 'open') throw invalid(words.api.notExpirable(session.status));
  return expireSession(tx, session);
}

function listLineItems(tx, { id, params }) {
  const { sandbox } = retrieve(tx, 'checkout.session', id);
  return pageOf(sandbox.lineItems, {
    ...{ kind: 'item', url: `/v1/checkout/sessions/${id}/line_items`, params },
  });
}
