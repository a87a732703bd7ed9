import { CURRENCY_OF_COUNTRY, PLATFORM_COUNTRY } from './countries.mjs';
import { newId } from './ids.mjs';
import { newAccount } from './resources/accounts.mjs';

/**
 * What the platform has at this Stripe, made once: its account, its key, and two webhook endpoints, as Stripe wants one for
 * what happens to the platform and one for what happens to connected accounts, each with a secret of its own.
 */
export async function ensureSetup(store, now) {
  const found = store.get('setup', 'setup');
  if (found) return found;
  const account = newId('acct_1', 15);
  const { result, written } = store.commit((tx) => {
    tx.put('account', {
      ...newAccount({
        id: account,
        country: PLATFORM_COUNTRY,
        created: now,
        default_currency: CURRENCY_OF_COUNTRY[PLATFORM_COUNTRY],
        email: null,
        capabilities: { card_payments: 'active', transfers: 'active' },
        metadata: {},
        business_type: 'company',
        sandbox: { isTold: true, hasAgreed: true, hasBank: true, lacksDocument: false },
      }),
      controller: { type: 'account' },
      details_submitted: true,
      settings: null,
      business_profile: null,
      type: 'standard',
    });
    return tx.put('setup', {
      id: 'setup',
      account,
      secretKey: newId('sk_test_sandbox', 24),
      endpoints: [newEndpoint(false), newEndpoint(true)],
    });
  });
  await written;
  return result;
}

function newEndpoint(connect) {
  return { id: newId('we_1'), secret: newId('whsec_', 32), connect };
}
