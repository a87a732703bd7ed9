import { CURRENCY_OF_COUNTRY, PLATFORM_COUNTRY } from '../countries.mjs';
import { invalid } from '../errors.mjs';
import { changedFields, recordEvent } from '../events.mjs';
import { newId } from '../ids.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { settleAccount } from '../requirements.mjs';
import { words } from '../words.mjs';

const EDITABLE = [
  ...['business_profile', 'business_type', 'capabilities.card_payments', 'capabilities.transfers', 'email'],
  'metadata',
];
/** What a controller must say to be an Express account; others onboard by pages that the sandbox does not have. */
const EXPRESS = { fees: { payer: 'application' }, losses: { payments: 'application' } };

export const accountRoutes = [
  {
    call: 'POST /v1/accounts',
    answers: 'account',
    params: 'AccountCreateParams',
    serves: [...EDITABLE, 'controller', 'country', 'default_currency', 'type'],
    run: create,
  },
  {
    call: 'GET /v1/accounts',
    answers: 'account',
    isList: true,
    params: 'AccountListParams',
    serves: ['created'],
    run: (tx, { params }) =>
      pageOf(tx.all('account'), {
        ...{ kind: 'account', url: '/v1/accounts', params },
        where: ({ id }) => id !== platformOf(tx),
      }),
  },
  {
    call: 'GET /v1/account',
    answers: 'account',
    forAccounts: true,
    params: 'AccountRetrieveCurrentParams',
    serves: [],
    run: (tx, { account }) => tx.get('account', account ?? platformOf(tx)),
  },
  {
    call: 'GET /v1/accounts/:id',
    answers: 'account',
    params: 'AccountRetrieveParams',
    serves: [],
    run: (tx, { id }) => connectedAccount(tx, id),
  },
  {
    call: 'POST /v1/accounts/:id',
    answers: 'account',
    params: 'AccountUpdateParams',
    serves: EDITABLE,
    run: update,
  },
];

const platformOf = (tx) => tx.get('setup', 'setup').account;

/** @throws ApiError as Stripe does for an account that is not the platform's */
export function connectedAccount(tx, id) {
  const account = tx.get('account', id);
  if (account) return account;
  throw invalid(words.api.noSuchAccount(id), { status: 403, code: 'account_invalid' });
}

function create(tx, { params }) {
  const country = (params.country ?? PLATFORM_COUNTRY).toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) throw invalid(words.api.unknownCountry(country), { param: 'country' });
  if (!CURRENCY_OF_COUNTRY[country]) {
    throw invalid(words.api.unsupportedCountry(country), { code: 'country_unsupported', param: 'country' });
  }
  assertExpress(params);
  const account = tx.put(
    'account',
    newAccount({
      id: newId('acct_1', 15),
      country,
      created: tx.now,
      default_currency: params.default_currency ?? CURRENCY_OF_COUNTRY[country],
      email: params.email || null,
      business_type: params.business_type ?? null,
      business_profile: { ...NO_PROFILE, ...params.business_profile },
      capabilities: readCapabilities({}, params.capabilities),
      metadata: mergeMetadata({}, params.metadata),
    }),
  );
  return account;
}

function assertExpress({ type, controller }) {
  if (type && controller) throw invalid(words.api.typeOrController);
  const isExpress = controller
    ? controller.stripe_dashboard?.type === 'express' &&
      (controller.fees?.payer ?? EXPRESS.fees.payer) === EXPRESS.fees.payer &&
      (controller.losses?.payments ?? EXPRESS.losses.payments) === EXPRESS.losses.payments &&
      (controller.requirement_collection ?? 'stripe') === 'stripe'
    : type === 'express';
  if (!isExpress) throw invalid(words.api.onlyExpress, { param: controller ? 'controller' : 'type' });
}

const NO_PROFILE = {
  annual_revenue: null,
  estimated_worker_count: null,
  mcc: null,
  minority_owned_business_designation: null,
  name: null,
  product_description: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
};

/** A connected account about which nothing is known yet but what the platform says. */
export function newAccount(fields) {
  return settleAccount({
    object: 'account',
    business_profile: NO_PROFILE,
    business_type: null,
    controller: {
      fees: { payer: 'application_express' },
      is_controller: true,
      losses: { payments: 'application' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'express' },
      type: 'application',
    },
    details_submitted: false,
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: `/v1/accounts/${fields.id}/external_accounts`,
    },
    settings: SETTINGS,
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: 'express',
    sandbox: { isTold: false, hasAgreed: false, hasBank: false, lacksDocument: false },
    ...fields,
  });
}

const SETTINGS = {
  branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
  card_issuing: { tos_acceptance: { date: null, ip: null } },
  card_payments: {
    decline_on: { avs_failure: false, cvc_failure: false },
    statement_descriptor_prefix: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  dashboard: { display_name: null, timezone: 'Etc/UTC' },
  payments: {
    statement_descriptor: null,
    statement_descriptor_kana: null,
    statement_descriptor_kanji: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  payouts: {
    debit_negative_balances: true,
    schedule: { delay_days: 2, interval: 'manual' },
    statement_descriptor: null,
  },
};

function readCapabilities(before, given = {}) {
  const capabilities = { ...before };
  for (const [name, { requested }] of Object.entries(given)) {
    if (requested) capabilities[name] ??= 'inactive';
    else delete capabilities[name];
  }
  return capabilities;
}

function update(tx, { id, params }) {
  const before = connectedAccount(tx, id);
  return changeAccount(tx, before, {
    ...(params.email !== undefined && { email: params.email || null }),
    ...(params.business_type && { business_type: params.business_type }),
    business_profile: { ...before.business_profile, ...params.business_profile },
    capabilities: readCapabilities(before.capabilities, params.capabilities),
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
}

/** Replaces fields of an account, with all that follows from them, and tells the platform. */
export function changeAccount(tx, before, changes) {
  const account = tx.put('account', settleAccount({ ...before, ...changes }));
  recordEvent(tx, 'account.updated', account, {
    before: changedFields(before, account),
    account: account.id,
  });
  return account;
}
