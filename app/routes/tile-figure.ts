import type { Money } from '#app/kernel/money.ts';
import { formatMoney } from '#app/ui/format-money.ts';

/** An amount for a narrow tile: where it does not fit on one line, the currency goes to the next. */
export function tileFigure(money: Money): string {
  return formatMoney(money).replace('\u00a0', ' ');
}
