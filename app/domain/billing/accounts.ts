import type { Currency } from '#app/kernel/money.ts';

/** Accounts of an organisation. `spendable` and `reserved` are a buyer's, the others a seller's. */
export const ORGANISATION_ACCOUNTS = ['spendable', 'reserved', 'pending', 'available', 'debt'] as const;
export type OrganisationAccount = (typeof ORGANISATION_ACCOUNTS)[number];

export const PLATFORM_ACCOUNTS = [
  'fees',
  'demo_funding',
  'stripe_clearing',
  'bank_clearing',
  'chargebacks',
  'goodwill',
  'stripe_fees',
  'stripe_exchange',
  'bank_costs',
] as const;
type PlatformAccount = (typeof PLATFORM_ACCOUNTS)[number];

/** The id says what the account is, so that the path of a sale looks none up. */
export function accountOf(organisationId: string, kind: OrganisationAccount, currency: Currency): string {
  return `${organisationId}:${kind}:${currency}`;
}

export function platformAccount(kind: PlatformAccount, currency: Currency): string {
  return `platform:${kind}:${currency}`;
}
