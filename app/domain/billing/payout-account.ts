/** Where a seller's money goes: its account at Stripe, and what Stripe still asks for by Stripe's own names. */
export type PayoutAccount = {
  readonly stripeAccountId: string;
  readonly detailsSubmitted: boolean;
  /** Whether money reaches it. */
  readonly payoutsEnabled: boolean;
  readonly currentlyDue: readonly string[];
};

/**
 * Countries in which an account can be opened to pass money on to: those between which Stripe passes it on without an
 * agreement of its own (docs.stripe.com/connect/cross-border-payouts). ISO 3166-1 alpha-2.
 */
export const PAYOUT_COUNTRIES: readonly string[] = [
  ...[
    'AT',
    'BE',
    'BG',
    'CA',
    'CH',
    'CY',
    'CZ',
    'DE',
    'DK',
    'EE',
    'ES',
    'FI',
    'FR',
    'GB',
    'GR',
    'HR',
    'HU',
    'IE',
    'IT',
  ],
  ...['LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK', 'US'],
];

/**
 * What is still asked for, once each and in a word that has a translation: Stripe names the same of every person of a
 * company apart (`person_1Abc.first_name`), and a date by its parts.
 */
export function wordsOfDue(currentlyDue: readonly string[]): string[] {
  const plain = currentlyDue.map((name) =>
    name
      .replace(/^person_\w+\./, 'person.')
      .replace(/\.dob\.(day|month|year)$/, '.dob')
      .replace(/\.address\.\w+$/, '.address')
      .replace(/^tos_acceptance\.\w+$/, 'tos_acceptance'),
  );
  return [...new Set(plain)].sort();
}
