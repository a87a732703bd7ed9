import { accountLinkRoutes } from './resources/account-links.mjs';
import { accountRoutes } from './resources/accounts.mjs';
import { balanceRoutes } from './resources/balance.mjs';
import { chargeRoutes } from './resources/charges.mjs';
import { checkoutSessionRoutes } from './resources/checkout-sessions.mjs';
import { customerRoutes } from './resources/customers.mjs';
import { disputeRoutes } from './resources/disputes.mjs';
import { eventRoutes } from './resources/events.mjs';
import { paymentIntentRoutes } from './resources/payment-intents.mjs';
import { paymentMethodRoutes } from './resources/payment-methods.mjs';
import { payoutRoutes } from './resources/payouts.mjs';
import { refundRoutes } from './resources/refunds.mjs';
import { setupIntentRoutes } from './resources/setup-intents.mjs';
import { transferRoutes } from './resources/transfers.mjs';

/**
 * Every call of the API that is served:
 * - `call`: method and path; `:id` and `:part` are what stands in their place;
 * - `params`: the SDK's type for its parameters, of which `serves` are those that have an effect (or a place in the answer);
 *   others that the type knows are refused as not served, what it does not know as Stripe refuses it;
 * - `answers`: the kind of object, `isList` a page of them; `forAccounts`: may be asked for a connected account;
 * - `run(tx, { id, part, params, account })` does it and returns the answer, or throws an ApiError.
 */
export const ROUTES = [
  ...accountLinkRoutes,
  ...accountRoutes,
  ...balanceRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...payoutRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...transferRoutes,
];

const PATTERNS = ROUTES.map((route) => {
  const [method, path] = route.call.split(' ');
  return { method, pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`), route };
});

/** The route of a request and what stands in its path's places; undefined when nothing is served there. */
export function findRoute(method, path) {
  for (const { method: served, pattern, route } of PATTERNS) {
    const match = served === method ? pattern.exec(path) : null;
    if (!match) continue;
    const places = Object.entries({ ...match.groups }).map(([name, text]) => [
      name,
      decodeURIComponent(text),
    ]);
    return { route, places: Object.fromEntries(places) };
  }
  return undefined;
}
