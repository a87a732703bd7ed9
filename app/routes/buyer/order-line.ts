import type { Reference } from '#app/domain/catalog/reference.ts';
import type { Diagnosis } from '#app/domain/exchange/diagnose-orders.server.ts';
import { stops } from '#app/domain/exchange/explain-order.ts';
import type { Order } from '#app/domain/exchange/order.ts';
import { present } from '#app/kernel/assert.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { describeHours } from '#app/words/en/hours.ts';
import { languageNames } from '#app/words/en/languages.ts';
import { nicheName, regionNameOf } from '../public/names.ts';
import { sayReason } from './say-reason.ts';

const NAMED = 3;

export type OrderLine = ReturnType<typeof toOrderLine>;

/** What an order is called: it has no name, so its niches are. */
export function orderTitle(reference: Reference, order: Pick<Order, 'niches'>): string {
  const names = order.niches.map((code) => {
    const niche = present(reference.niches.get(code), 'an order names known niches');
    return niche.parentCode === null ? buyerWords.whole(nicheName(niche)) : nicheName(niche);
  });
  return firstOf(names);
}

function firstOf(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(', ')} ${buyerWords.andMore(more)}` : names.join(', ');
}

/** An order as it stands in a list: its terms, what it used of them, and why it buys nothing where it does not. */
export function toOrderLine(
  reference: Reference,
  order: Order,
  diagnosis: Diagnosis,
  say: (at: Date) => string,
) {
  const { currency, caps, budgetMinor } = order;
  const { usage, offers, reasons } = diagnosis;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const ofBudget = (spent: bigint, budget: bigint | null) =>
    buyerWords.orders.spent(money(spent), budget === null ? null : money(budget));
  const words = buyerWords.orders;
  return {
    id: order.id,
    title: orderTitle(reference, order),
    regions: firstOf(order.regions.map((code) => regionNameOf(reference, code))),
    status: order.status,
    topPriceMinor: order.maxPriceMinor,
    top: money(order.maxPriceMinor),
    today: `${words.bought(usage.counts.day, caps.day)}, ${ofBudget(usage.spentMinor.day, budgetMinor.day)}`,
    month:
      caps.month === null && budgetMinor.month === null
        ? null
        : `${words.bought(usage.counts.month, caps.month)}, ${ofBudget(usage.spentMinor.month, budgetMinor.month)}`,
    total: budgetMinor.total === null ? null : ofBudget(usage.spentMinor.total, budgetMinor.total),
    offers: words.offersFit(offers.fitting, offers.dearer),
    temperatures: order.temperatures,
    minScore: order.minScore,
    acceptUnknown: order.acceptUnknown,
    languages: languageNames(order.languages),
    hours: order.hours && describeHours(order.hours),
    reasons: reasons.map((reason) => ({
      code: reason.code,
      text: sayReason(reason, currency, say),
      stops: stops(reason),
    })),
  };
}
