import { z } from 'zod';
import type { AccountError } from '#app/platform/stripe.server.ts';

/** Where a seller's money goes: its account at Stripe, and what Stripe still asks for by Stripe's own names. */
export type PayoutAccount = {
  readonly stripeAccountId: string;
  readonly detailsSubmitted: boolean;
  /** Whether money reaches it. */
  readonly payoutsEnabled: boolean;
  readonly currentlyDue: readonly string[];
  /** What of it should have been there already. */
  readonly pastDue: readonly string[];
  /** What was told and is being looked at. */
  readonly pendingVerification: readonly string[];
  readonly errors: readonly AccountError[];
  /** Stripe's own name for why it may not do something. */
  readonly disabledReason: string | null;
  readonly dueBy: Date | null;
};

/** How the errors of an account are kept. */
export const accountErrors = z
  .array(z.object({ requirement: z.string(), code: z.string(), reason: z.string() }))
  .catch([]);

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
  return [...new Set(currentlyDue.map(plainName))].sort();
}

function plainName(name: string): string {
  return name
    .replace(/^person_\w+\./, 'person.')
    .replace(/\.dob\.(day|month|year)$/, '.dob')
    .replace(/\.address\.\w+$/, '.address')
    .replace(/^tos_acceptance\.\w+$/, 'tos_acceptance');
}

/** One thing that is asked for: since when too late, and why what was told of it was not accepted. */
export type Asked = {
  readonly name: string;
  readonly isLate: boolean;
  readonly refused: { readonly code: string; readonly reason: string } | null;
};

/** All that is asked for, once each, what is late or was not accepted first. */
export function askedOf(account: Pick<PayoutAccount, 'currentlyDue' | 'pastDue' | 'errors'>): Asked[] {
  const late = new Set(wordsOfDue(account.pastDue));
  const refused = new Map(account.errors.map((error) => [plainName(error.requirement), error]));
  const names = wordsOfDue([...account.currentlyDue, ...account.pastDue, ...refused.keys()]);
  const asked = names.map((name) => {
    const error = refused.get(name);
    return {
      name,
      isLate: late.has(name),
      refused: error ? { code: error.code, reason: error.reason } : null,
    };
  });
  return asked.sort((a, b) => weightOf(b) - weightOf(a));
}

function weightOf({ isLate, refused }: Asked): number {
  return (refused ? 2 : 0) + (isLate ? 1 : 0);
}
