import { words } from './words.mjs';

/** A refusal as Stripe answers it: a status and the fields of its `error`. */
export class ApiError extends Error {
  /**
   * `keepsEffects`: what was done before the refusal stays, as a declined charge does.
   * `shouldRetry`: what the header `Stripe-Should-Retry` then says.
   */
  constructor(status, fields, { keepsEffects = false, shouldRetry } = {}) {
    super(fields.message);
    this.status = status;
    this.fields = fields;
    this.keepsEffects = keepsEffects;
    this.shouldRetry = shouldRetry;
  }

  get body() {
    const { code } = this.fields;
    const docUrl = code && { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` };
    const fields = Object.entries({ ...this.fields, ...docUrl }).filter(([, value]) => value !== undefined);
    return { error: Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1))) };
  }
}

/** A request that cannot be served as it stands. */
export function invalid(message, { status = 400, type = 'invalid_request_error', ...more } = {}) {
  return new ApiError(status, { type, message, ...more });
}

/** An id that nobody has: 404 when it is asked for, 400 when a parameter names it. */
export function missing(kind, id, param = 'id') {
  return invalid(words.api.noSuch(kind, id), {
    status: param === 'id' ? 404 : 400,
    code: 'resource_missing',
    param,
  });
}
