/*
 * What a connected account still owes Stripe and what it may do meanwhile. `sandbox` of the account holds what its owner has
 * told on the onboarding page: `isTold` (name and kind), `hasAgreed`, `hasBank`, `lacksDocument`.
 */

const NOTHING = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

/** What is due, in Stripe's names. */
function dueOf({ business_type, business_profile, sandbox }) {
  const { isTold, hasAgreed, hasBank, lacksDocument } = sandbox;
  const person = business_type === 'company' ? 'company' : 'individual';
  const names = person === 'company' ? ['company.name'] : ['individual.first_name', 'individual.last_name'];
  return [
    ...(business_profile.product_description || business_profile.url || isTold
      ? []
      : ['business_profile.product_description']),
    ...(business_type === null ? ['business_type'] : []),
    ...(hasBank ? [] : ['external_account']),
    ...(isTold ? [] : names),
    ...(lacksDocument ? [`${person}.verification.document`] : []),
    ...(hasAgreed ? [] : ['tos_acceptance.date', 'tos_acceptance.ip']),
  ];
}

/** The account with its requirements, capabilities and flags as they follow from what is known of it. */
export function settleAccount(account) {
  const due = dueOf(account);
  // A missing bank account stops payouts alone; anything else stops the money before it arrives.
  const isVerified = due.every((name) => name === 'external_account');
  const requested = Object.keys(account.capabilities);
  return {
    ...account,
    capabilities: Object.fromEntries(requested.map((name) => [name, isVerified ? 'active' : 'inactive'])),
    charges_enabled: isVerified && requested.length > 0,
    future_requirements: NOTHING,
    payouts_enabled: due.length === 0,
    requirements: {
      ...NOTHING,
      currently_due: due,
      disabled_reason: due.length === 0 ? null : 'requirements.past_due',
      eventually_due: due,
      past_due: due,
    },
  };
}
