import { CARD_MAXIMUM_MINOR, CARD_MINIMUM_MINOR } from '#app/domain/billing/card-amounts.ts';
import type { Currency } from '#app/kernel/money.ts';

const LEADS = [10, 50, 100];
const TIMES_THE_LEAST = [10n, 50n, 100n];

export type QuickAmount = { readonly amountMinor: bigint; readonly leads: number | null };

/** Amounts to choose from: so many leads at the organisation's top price where it has one, else round ones. */
export function quickAmounts(currency: Currency, topMinor: bigint | null): QuickAmount[] {
  const least = CARD_MINIMUM_MINOR[currency];
  const amounts = topMinor
    ? LEADS.map((leads) => ({ amountMinor: topMinor * BigInt(leads), leads }))
    : TIMES_THE_LEAST.map((times) => ({ amountMinor: least * times, leads: null }));
  return amounts.filter(({ amountMinor }) => amountMinor >= least && amountMinor <= CARD_MAXIMUM_MINOR);
}
