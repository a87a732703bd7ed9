import type { OrderReason } from '#app/domain/exchange/explain-order.ts';
import type { Currency } from '#app/kernel/money.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { buyerWords } from '#app/words/en/buyer.ts';

const words = buyerWords.reasons;

/** Why an order buys nothing, in a sentence. @param say a moment, as the buyer's clock shows it */
export function sayReason(reason: OrderReason, currency: Currency, say: (at: Date) => string): string {
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  switch (reason.code) {
    case 'paused':
      return words.paused();
    case 'paused_for_bank':
      return words.paused_for_bank();
    case 'recharge_asks':
      return words.recharge_asks();
    case 'recharge_halted':
      return words.recharge_halted(reason.haltCode === 'card_removed');
    case 'blocked':
      return words.blocked();
    case 'money_frozen':
      return words.money_frozen();
    case 'wallet_empty':
      return words.wallet_empty(currency);
    case 'wallet_below_offers':
      return words.wallet_below_offers(money(reason.balanceMinor), money(reason.cheapestMinor));
    case 'wallet_below_top':
      return words.wallet_below_top(money(reason.balanceMinor));
    case 'outside_hours':
      return words.outside_hours(say(reason.until));
    case 'cap_reached':
      return words.cap_reached(reason.period, say(reason.until));
    case 'budget_spent':
      return words.budget_spent(reason.period, money(reason.leftMinor), reason.until && say(reason.until));
    case 'offers_too_dear':
      return words.offers_too_dear(reason.count, money(reason.cheapestMinor));
    case 'no_offers':
      return words.no_offers(currency);
  }
}
