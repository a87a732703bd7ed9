import type { FittingOffers } from '#app/domain/catalog/count-fitting-offers.server.ts';
import { buysAt, opensAt } from './buying-hours.ts';
import type { OrderTerms } from './order.ts';
import type { OrderUsage } from './order-usage.ts';

/** Why an order buys nothing, or less than its terms say. Amounts in minor units of the order's currency. */
export type OrderReason =
  | { readonly code: 'paused' }
  /** It stopped until the bank's question about an automatic recharge is answered. */
  | { readonly code: 'paused_for_bank' }
  /** The exchange stopped the organisation's trade. */
  | { readonly code: 'blocked' }
  /** A payment of the organisation's is disputed with its bank: its money stands still. */
  | { readonly code: 'money_frozen' }
  /** Nothing was ever put into the wallet of this currency, or all of it is spent. */
  | { readonly code: 'wallet_empty' }
  /** Even the cheapest fitting offer asks for more than the wallet holds. */
  | { readonly code: 'wallet_below_offers'; readonly balanceMinor: bigint; readonly cheapestMinor: bigint }
  /** It bids what the wallet holds, which is less than its top price. */
  | { readonly code: 'wallet_below_top'; readonly balanceMinor: bigint }
  /** The wallet would be filled by itself; the bank asks its cardholder first. */
  | { readonly code: 'recharge_asks' }
  /** The same; the bank declined, or the card is gone. By Stripe's name where it has one. */
  | { readonly code: 'recharge_halted'; readonly haltCode: string }
  /** It buys at other hours. */
  | { readonly code: 'outside_hours'; readonly until: Date }
  | { readonly code: 'cap_reached'; readonly period: 'hour' | 'day' | 'week' | 'month'; readonly until: Date }
  /** Nothing that fits can be paid from what is left; null where the budget never begins anew. */
  | {
      readonly code: 'budget_spent';
      readonly period: 'day' | 'month' | 'total';
      readonly leftMinor: bigint;
      readonly until: Date | null;
    }
  /** Offers fit its niches and regions, and all of them ask for more than its top price. */
  | { readonly code: 'offers_too_dear'; readonly count: number; readonly cheapestMinor: bigint }
  /** Nobody offers leads of its niches and regions in its currency. */
  | { readonly code: 'no_offers' };

/** Those that let it go on buying. */
const LIMITING: readonly OrderReason['code'][] = ['wallet_below_top', 'recharge_asks', 'recharge_halted'];

/** Whether the order buys nothing at all for this reason. */
export function stops(reason: OrderReason): boolean {
  return !LIMITING.includes(reason.code);
}

/**
 * Why an order buys nothing now, what the buyer can mend first. An order that is only waiting for a lead has no reason.
 * @param input.walletMinor null where the organisation has no wallet in the order's currency
 */
export function explainOrder(input: {
  order: OrderTerms;
  usage: OrderUsage;
  walletMinor: bigint | null;
  offers: FittingOffers;
  blocked: boolean;
  now: Date;
  frozen?: boolean;
  /** Whether it was paused because a bank asks about a recharge. */
  waitsForBank?: boolean;
  /** Why its wallet does not recharge by itself any more; null where it does, or never did. */
  haltCode?: string | null;
}): OrderReason[] {
  const { order, offers } = input;
  if (input.blocked) return [{ code: 'blocked' }];
  if (input.frozen) return [{ code: 'money_frozen' }];
  if (order.status === 'paused') return [{ code: input.waitsForBank ? 'paused_for_bank' : 'paused' }];
  return [
    ...walletReasons(order, input.walletMinor ?? 0n, offers, input.haltCode ?? null),
    ...hourReasons(order, input.now),
    ...budgetReasons(order, input.usage, offers),
    ...capReasons(order, input.usage),
    ...offerReasons(offers),
  ];
}

/** What is short in the wallet, and why it does not fill by itself where it should. */
function walletReasons(
  order: OrderTerms,
  balanceMinor: bigint,
  offers: FittingOffers,
  haltCode: string | null,
): OrderReason[] {
  const short = shortage(order, balanceMinor, offers);
  if (short.length === 0 || haltCode === null) return short;
  if (haltCode === 'authentication_required') return [...short, { code: 'recharge_asks' }];
  return [...short, { code: 'recharge_halted', haltCode }];
}

function shortage(order: OrderTerms, balanceMinor: bigint, offers: FittingOffers): OrderReason[] {
  if (balanceMinor <= 0n) return [{ code: 'wallet_empty' }];
  const { cheapestMinor } = offers;
  if (offers.fitting > 0 && cheapestMinor !== null && balanceMinor < cheapestMinor)
    return [{ code: 'wallet_below_offers', balanceMinor, cheapestMinor }];
  return balanceMinor < order.maxPriceMinor ? [{ code: 'wallet_below_top', balanceMinor }] : [];
}

function hourReasons({ hours, timezone }: OrderTerms, now: Date): OrderReason[] {
  if (hours === null || buysAt(hours, timezone, now)) return [];
  return [{ code: 'outside_hours', until: opensAt(hours, timezone, now) }];
}

function budgetReasons(order: OrderTerms, usage: OrderUsage, offers: FittingOffers): OrderReason[] {
  const least = offers.fitting > 0 && offers.cheapestMinor !== null ? offers.cheapestMinor : 1n;
  return (['total', 'month', 'day'] as const).flatMap((period) => {
    const budget = order.budgetMinor[period];
    if (budget === null) return [];
    const left = budget - usage.spentMinor[period];
    if (left >= least) return [];
    const until = period === 'total' ? null : usage.ends[period];
    return [{ code: 'budget_spent' as const, period, leftMinor: left < 0n ? 0n : left, until }];
  });
}

function capReasons(order: OrderTerms, usage: OrderUsage): OrderReason[] {
  return (['month', 'week', 'day', 'hour'] as const).flatMap((period) => {
    const cap = order.caps[period];
    return cap !== null && usage.counts[period] >= cap
      ? [{ code: 'cap_reached' as const, period, until: usage.ends[period] }]
      : [];
  });
}

function offerReasons({ fitting, dearer, cheapestMinor }: FittingOffers): OrderReason[] {
  if (fitting > 0) return [];
  if (dearer > 0 && cheapestMinor !== null)
    return [{ code: 'offers_too_dear', count: dearer, cheapestMinor }];
  return [{ code: 'no_offers' }];
}
