/*
 * What a connected account still owes Stripe and what it may do meanwhile. `sandbox` of the account holds what its owner has
 * told on the onboarding page: `isTold` (name and kind), `hasAgreed`, `hasBank`, `lacksDocument`; and `asks`, what Stripe
 * asks for later on: [{ requirement, isLate, error: { code, reason } }], until the owner comes again; `disabledReason`, why
 * Stripe stopped the account; `checks`, what it is looking at.
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

/** What was asked for later on, in Stripe's lists. What is not late yet stops nothing. */
function laterOf({ asks = [], checks = [] }) {
  return {
    due: asks.map(({ requirement }) => requirement),
    late: asks.filter(({ isLate }) => isLate).map(({ requirement }) => requirement),
    errors: asks.flatMap(({ requirement, error }) => (error ? [{ requirement, ...error }] : [])),
    checks,
  };
}

/** The account with its requirements, capabilities and flags as they follow from what is known of it. */
export function settleAccount(account) {
  const told = dueOf(account);
  const later = laterOf(account.sandbox);
  const due = [...new Set([...told, ...later.due])];
  const late = [...new Set([...told, ...later.late])];
  const stopped = account.sandbox.disabledReason ?? null;
  // A missing bank account stops payouts alone; anything else that is late stops the money before it arrives.
  const isVerified = stopped === null && late.every((name) => name === 'external_account');
  const requested = Object.keys(account.capabilities);
  return {
    ...account,
    capabilities: Object.fromEntries(requested.map((name) => [name, isVerified ? 'active' : 'inactive'])),
    charges_enabled: isVerified && requested.length > 0,
    future_requirements: NOTHING,
    payouts_enabled: stopped === null && late.length === 0,
    requirements: {
      ...NOTHING,
      currently_due: due,
      disabled_reason: stopped ?? (late.length === 0 ? null : 'requirements.past_due'),
      errors: later.errors,
      eventually_due: due,
      past_due: late,
      pending_verification: later.checks,
    },
  };
}
