import type { Currency, Money } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { OrderTerms } from './order.ts';

/** Bounds on what an order spends; null lifts one, absence leaves it as it is. */
export type Budget = { readonly [Period in keyof OrderTerms['budgetMinor']]?: Money | null | undefined };

/**
 * What is given of a budget, in minor units of the order's currency.
 * @throws Refusal `budget_currency` when it is in another one
 */
export function budgetMinorIn(currency: Currency, budget: Budget): Partial<OrderTerms['budgetMinor']> {
  const given: [string, bigint | null][] = [];
  for (const [period, money] of Object.entries(budget)) {
    if (money === undefined) continue;
    if (money !== null && money.currency !== currency) throw new Refusal('budget_currency', { currency });
    given.push([period, money === null ? null : money.amountMinor]);
  }
  return Object.fromEntries(given);
}
