import type { Order } from '#app/domain/exchange/order.ts';
import type { Currency } from '#app/kernel/money.ts';
import { majorOf } from '#app/ui/parse-major.ts';
import type { Typed } from '../form.ts';

export const CAP_PERIODS = ['hour', 'day', 'week', 'month'] as const;
/** What the form offers until hours are chosen. */
const OFFICE = { from: 9, to: 18 };
export const BUDGET_PERIODS = ['day', 'month', 'total'] as const;

/** What the form holds for an order that is there already. */
export function orderValues(order: Order): Typed {
  const bounds = [
    ...CAP_PERIODS.map((period) => [`cap_${period}`, order.caps[period]?.toString() ?? ''] as const),
    ...BUDGET_PERIODS.map((period) => {
      const minor = order.budgetMinor[period];
      return [`budget_${period}`, minor === null ? '' : majorOf(minor)] as const;
    }),
  ];
  return {
    niches: order.niches,
    regions: order.regions,
    max_price: [majorOf(order.maxPriceMinor)],
    currency: [order.currency],
    temperature: order.temperatures,
    min_score: [String(order.minScore)],
    accept_unknown: order.acceptUnknown ? ['yes'] : [],
    languages: order.languages,
    timezone: [order.timezone],
    hours_days: order.hours?.days ?? [],
    hours_from: [String(order.hours?.from ?? OFFICE.from)],
    hours_to: [String(order.hours?.to ?? OFFICE.to)],
    ...Object.fromEntries(bounds.map(([name, value]) => [name, [value]])),
  };
}

/** What a new order's form begins with; a link may name niches, regions and a price. */
export function newOrderValues(input: {
  query: URLSearchParams;
  currency: Currency;
  timezone: string;
}): Typed {
  return {
    niches: input.query.getAll('niche'),
    regions: input.query.getAll('region'),
    max_price: [''],
    currency: [input.currency],
    temperature: [],
    min_score: ['0'],
    accept_unknown: ['yes'],
    languages: [],
    timezone: [input.timezone],
    hours_days: [],
    hours_from: [String(OFFICE.from)],
    hours_to: [String(OFFICE.to)],
  };
}
