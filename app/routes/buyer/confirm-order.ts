import type { Order, OrderTerms } from '#app/domain/exchange/order.ts';
import { smallest } from '#app/kernel/money.ts';
import type { Ask } from '#app/ui/confirm.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { buyerWords } from '#app/words/en/buyer.ts';

const words = buyerWords.orders.confirm;

/** A question whose figures are plain text, so that it can be an answer of an action. */
type PlainAsk = Omit<Ask, 'figures'> & { readonly figures: readonly { label: string; value: string }[] };

/** The question before an order may spend: what one lead and one day can cost at most, and what there is. */
export function askToBuy(input: {
  kind: 'create' | 'change' | 'resume';
  terms: Pick<OrderTerms, 'currency' | 'maxPriceMinor' | 'caps' | 'budgetMinor'>;
  balanceMinor: bigint;
  fields: Ask['fields'];
  changed?: boolean;
}): PlainAsk {
  const { terms, balanceMinor } = input;
  const { currency } = terms;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const most = mostPerDay(terms);
  return {
    title: words[input.kind],
    text: input.changed ? `${words.changed} ${words.text}` : words.text,
    figures: [
      { label: words.top, value: money(terms.maxPriceMinor) },
      {
        label: words.day,
        value:
          most === null ? words.noLimit(money(balanceMinor)) : words.dayFigure(money(most), terms.caps.day),
      },
      { label: words.balance(currency), value: money(balanceMinor) },
    ],
    fields: input.fields,
    confirmLabel: words.act,
  };
}

/** In minor units what caps and budgets let an order spend in a day; null where nothing but the wallet holds it. */
function mostPerDay(terms: Pick<Order, 'maxPriceMinor' | 'caps' | 'budgetMinor'>): bigint | null {
  const { caps, budgetMinor, maxPriceMinor } = terms;
  const byCap = [caps.day, caps.week, caps.month, caps.hour === null ? null : caps.hour * 24].flatMap(
    (cap) => (cap === null ? [] : [BigInt(cap) * maxPriceMinor]),
  );
  const byBudget = [budgetMinor.day, budgetMinor.month, budgetMinor.total].filter((one) => one !== null);
  const [first, ...others] = [...byCap, ...byBudget];
  return first === undefined ? null : smallest(first, ...others);
}
