import { invalid } from '../errors.mjs';
import { newId } from '../ids.mjs';
import { assertUrl } from '../urls.mjs';
import { words } from '../words.mjs';
import { connectedAccount } from './accounts.mjs';

const LIFE_S = 300;

export const accountLinkRoutes = [
  {
    call: 'POST /v1/account_links',
    answers: 'account_link',
    params: 'AccountLinkCreateParams',
    serves: ['account', 'collect', 'collection_options', 'refresh_url', 'return_url', 'type'],
    run: create,
  },
];

function create(tx, { params }) {
  const account = connectedAccount(tx, params.account);
  for (const param of ['refresh_url', 'return_url']) {
    if (!params[param]) {
      throw invalid(words.api.missingParam(param), { code: 'parameter_missing', param });
    }
    assertUrl(params[param], param);
  }
  if (params.type !== 'account_onboarding') {
    throw invalid(words.api.onlyOnboardingLinks(params.type), { param: 'type' });
  }
  const token = newId('', 32);
  const link = {
    object: 'account_link',
    created: tx.now,
    expires_at: tx.now + LIFE_S,
    url: `${tx.base}/setup/e/${account.id}/${token}`,
  };
  tx.put('account_link', {
    id: token,
    ...{ account: account.id, expires_at: link.expires_at, isUsed: false },
    ...{ refresh_url: params.refresh_url, return_url: params.return_url },
  });
  return link;
}
