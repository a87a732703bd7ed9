import { TOP_UP_MAXIMUM_MINOR, TOP_UP_MINIMUM_MINOR } from '#app/domain/billing/top-up.ts';
import type { Currency } from '#app/kernel/money.ts';

const LEADS = [10, 50, 100];
const TIMES_THE_LEAST = [10n, 50n, 100n];

export type QuickAmount = { readonly amountMinor: bigint; readonly leads: number | null };

/** Amounts to choose from: so many leads at the organisation's top price where it has one, else round ones. */
export function quickAmounts(currency: Currency, topMinor: bigint | null): QuickAmount[] {
  const least = TOP_UP_MINIMUM_MINOR[currency];
  const amounts = topMinor
    ? LEADS.map((leads) => ({ amountMinor: topMinor * BigInt(leads), leads }))
    : TIMES_THE_LEAST.map((times) => ({ amountMinor: least * times, leads: null }));
  return amounts.filter(({ amountMinor }) => amountMinor >= least && amountMinor <= TOP_UP_MAXIMUM_MINOR);
}
