import type { Money as Amount } from '#app/kernel/money.ts';
import { formatMoney } from './format-money.ts';

/** An amount with its currency; figures of equal width, never broken over lines. */
export function Money({ amountMinor, currency }: Amount) {
  return <span className="whitespace-nowrap tabular-nums">{formatMoney({ amountMinor, currency })}</span>;
}
