import { changedFields, recordEvent } from '../events.mjs';
import { newId } from '../ids.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { retrieve } from '../retrieve.mjs';

const FIELDS = [
  'address',
  'description',
  'email',
  'metadata',
  'name',
  'phone',
  'preferred_locales',
  'tax_exempt',
];
const TEXTS = ['description', 'email', 'name', 'phone'];

export const customerRoutes = [
  {
    call: 'POST /v1/customers',
    answers: 'customer',
    params: 'CustomerCreateParams',
    serves: FIELDS,
    run: (tx, { params }) => createCustomer(tx, params),
  },
  {
    call: 'GET /v1/customers',
    answers: 'customer',
    isList: true,
    params: 'CustomerListParams',
    serves: ['created', 'email'],
    run: (tx, { params }) =>
      pageOf(tx.all('customer'), {
        ...{ kind: 'customer', url: '/v1/customers', params },
        where: ({ email }) => params.email === undefined || email === params.email,
      }),
  },
  {
    call: 'GET /v1/customers/:id',
    answers: 'customer',
    params: 'CustomerRetrieveParams',
    serves: [],
    run: (tx, { id }) => retrieve(tx, 'customer', id),
  },
  {
    call: 'POST /v1/customers/:id',
    answers: 'customer',
    params: 'CustomerUpdateParams',
    serves: [...FIELDS, 'invoice_settings.default_payment_method'],
    run: updateCustomer,
  },
  {
    call: 'GET /v1/customers/:id/payment_methods',
    answers: 'payment_method',
    isList: true,
    params: 'CustomerListPaymentMethodsParams',
    serves: ['type'],
    run: listPaymentMethods,
  },
];

/** Writes down a new customer; Checkout makes one too, when it is to keep the card of a guest. */
export function createCustomer(tx, given) {
  const customer = tx.put('customer', {
    id: newId('cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: tx.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId('', 8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...readFields(given),
    metadata: mergeMetadata({}, given.metadata),
  });
  recordEvent(tx, 'customer.created', customer);
  return customer;
}

function updateCustomer(tx, { id, params }) {
  const before = retrieve(tx, 'customer', id);
  const method = params.invoice_settings?.default_payment_method;
  if (method) retrieve(tx, 'payment_method', method, { param: 'invoice_settings[default_payment_method]' });
  const customer = tx.put('customer', {
    ...before,
    ...readFields(params),
    ...(method !== undefined && {
      invoice_settings: { ...before.invoice_settings, default_payment_method: method || null },
    }),
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  recordEvent(tx, 'customer.updated', customer, { before: changedFields(before, customer) });
  return customer;
}

/** The given fields as they are kept: one given empty is unset. */
function readFields({ address, preferred_locales, tax_exempt, ...given }) {
  const empty = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return {
    ...Object.fromEntries(
      TEXTS.filter((name) => name in given).map((name) => [name, given[name] === '' ? null : given[name]]),
    ),
    ...(address !== undefined && { address: address === '' ? null : { ...empty, ...address } }),
    ...(preferred_locales !== undefined && { preferred_locales }),
    ...(tax_exempt !== undefined && { tax_exempt: tax_exempt || 'none' }),
  };
}

function listPaymentMethods(tx, { id, params }) {
  retrieve(tx, 'customer', id);
  return pageOf(tx.all('payment_method'), {
    ...{ kind: 'payment_method', url: `/v1/customers/${id}/payment_methods`, params },
    where: ({ customer, type }) => customer === id && (params.type ?? type) === type,
  });
}
