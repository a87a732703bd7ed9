import type { PricedReference } from '#app/domain/pricing/quote-place.ts';
import { DAY_MS } from '#app/kernel/time.ts';

/** Of an ISO 8601 moment: its day. */
const DATE_LENGTH = 10;

/** The day up to which sales are in the prices, and how many days ago that is; without a model the page's own day. */
export function pricesAsOf({ priceModel }: PricedReference, now: Date): { date: string; daysOld: number } {
  const asOf = priceModel?.asOf ?? now;
  return {
    date: asOf.toISOString().slice(0, DATE_LENGTH),
    daysOld: Math.max(Math.floor((now.getTime() - asOf.getTime()) / DAY_MS), 0),
  };
}
