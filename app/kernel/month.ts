import { after, MINUTE_MS } from './time.ts';

/** A calendar month of UTC, as `2026-04`: as text it sorts by time. */
export type Month = string;

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;
/** What began before a month's end is committed by then: no statement runs longer than half a minute. */
const SETTLING_MS = 10 * MINUTE_MS;

export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

export function monthOf(at: Date): Month {
  return at.toISOString().slice(0, 7);
}

/** The first moment that belongs to it. */
export function startOfMonth(month: Month): Date {
  return new Date(`${month}-01T00:00:00.000Z`);
}

/** The month `count` months later; earlier where it is below zero. */
export function addMonths(month: Month, count: number): Month {
  const start = startOfMonth(month);
  return monthOf(new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + count, 1)));
}

/** The first moment that belongs to the next. */
export function endOfMonth(month: Month): Date {
  return startOfMonth(addMonths(month, 1));
}

/** Whether nothing can be added to it any more. */
export function isMonthOver(month: Month, now: Date): boolean {
  return now >= after(endOfMonth(month), SETTLING_MS);
}

/** From the first to the last, both among them, oldest first; at most `limit`, the newest ones. */
export function monthsBetween(first: Month, last: Month, limit: number): Month[] {
  const months: Month[] = [];
  for (let month = last; month >= first && months.length < limit; month = addMonths(month, -1))
    months.unshift(month);
  return months;
}
