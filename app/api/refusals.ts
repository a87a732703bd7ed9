/** The one place where a refusal becomes an HTTP status; `field` is the part of the body it is about. */
export const REFUSALS = {
  body_malformed: { status: 400 },
  signature_invalid: { status: 400 },
  unauthorised: { status: 401 },
  scope_missing: { status: 403 },
  organisation_blocked: { status: 403 },
  not_a_seller: { status: 403 },
  not_a_buyer: { status: 403 },
  not_found: { status: 404 },
  offer_unknown: { status: 404 },
  order_unknown: { status: 404 },
  endpoint_unknown: { status: 404 },
  listing_unknown: { status: 404 },
  sale_unknown: { status: 404 },
  dispute_unknown: { status: 404 },
  niche_not_known: { status: 404 },
  region_not_known: { status: 404 },
  idempotency_in_flight: { status: 409 },
  offer_not_active: { status: 409 },
  listing_gone: { status: 409 },
  listing_is_yours: { status: 409 },
  endpoints_limit: { status: 409 },
  orders_limit: { status: 409 },
  insufficient_funds: { status: 409 },
  money_frozen: { status: 409 },
  dispute_exists: { status: 409 },
  dispute_window_over: { status: 409 },
  dispute_answered: { status: 409 },
  dispute_decided: { status: 409 },
  reply_window_over: { status: 409 },
  lead_erased: { status: 409 },
  offer_status_not_yours: { status: 409 },
  seller_refused: { status: 409 },
  body_too_large: { status: 413 },
  invalid: { status: 422 },
  idempotency_key_reused: { status: 422 },
  offer_id_unknown: { status: 422, field: 'offer_id' },
  attribute_invalid: { status: 422, field: 'attributes' },
  niche_unknown: { status: 422, field: 'niche' },
  niche_is_a_sector: { status: 422, field: 'niche' },
  niche_forbidden: { status: 422, field: 'niche' },
  region_unknown: { status: 422, field: 'region' },
  max_sells_does_not_fit: { status: 422, field: 'max_sells' },
  offer_niche_stays: { status: 422, field: 'niche' },
  offer_currency_stays: { status: 422, field: 'ask' },
  order_currency_stays: { status: 422, field: 'max_price' },
  budget_currency: { status: 422, field: 'budget' },
  timezone_unknown: { status: 422, field: 'timezone' },
  order_too_wide: { status: 422, field: 'regions' },
  url_invalid: { status: 422, field: 'url' },
  url_not_https: { status: 422, field: 'url' },
  url_has_credentials: { status: 422, field: 'url' },
  url_private: { status: 422, field: 'url' },
  price_above_limit: { status: 409 },
  rate_limited: { status: 429 },
  internal: { status: 500 },
  unavailable: { status: 503 },
} as const satisfies Record<string, { status: number; field?: string }>;

export type ApiRefusal = keyof typeof REFUSALS;

export function isApiRefusal(code: string): code is ApiRefusal {
  return Object.hasOwn(REFUSALS, code);
}

/** What any call may answer besides its own. */
export const COMMON_REFUSALS: readonly ApiRefusal[] = ['rate_limited', 'internal', 'unavailable'];
export const KEY_REFUSALS: readonly ApiRefusal[] = ['unauthorised', 'scope_missing', 'organisation_blocked'];
