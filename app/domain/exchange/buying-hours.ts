import { atHour, hourIn } from '#app/kernel/local-hour.ts';

/** Days of the week as the API, the database and `Intl` name them, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/**
 * When an order buys, by its own clock: from the hour `from` (0 to 23) until `to` (1 to 24) on these days. Hours that end
 * before they begin go on after midnight and belong to the day on which they began.
 */
export type BuyingHours = { readonly days: readonly Day[]; readonly from: number; readonly to: number };

/** Whether it buys at a moment. What matching asks is the same rule in SQL, `order_buys_at`. */
export function buysAt({ days, from, to }: BuyingHours, timezone: string, at: Date): boolean {
  const hour = hourIn(at, timezone);
  const today = days.includes(dayIn(at, timezone));
  if (from < to) return today && hour >= from && hour < to;
  const yesterday = DAYS.at(DAYS.indexOf(dayIn(at, timezone)) - 1);
  return (today && hour >= from) || (hour < to && days.some((day) => day === yesterday));
}

/** When it buys next, asked at a moment at which it does not. */
export function opensAt({ days, from }: BuyingHours, timezone: string, at: Date): Date {
  const openings = Array.from({ length: DAYS.length + 1 }, (_, ahead) => atHour(at, timezone, ahead, from));
  const next = openings.find((opening) => opening > at && days.includes(dayIn(opening, timezone)));
  if (!next) throw new Error('an order with hours buys on some day of the week');
  return next;
}

function dayIn(at: Date, timezone: string): Day {
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, weekday: 'short' }).format(at);
  return name.toLowerCase() as Day;
}
