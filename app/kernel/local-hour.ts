import { DAY_MS, MINUTE_MS } from './time.ts';

/** How far ahead of UTC the clocks of a zone are at a moment. */
function offsetMs(at: Date, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown - Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
}

/** The hour, 0 to 23, that the clocks of a zone show. */
export function hourIn(at: Date, timezone: string): number {
  return new Date(at.getTime() + offsetMs(at, timezone)).getUTCHours();
}

/**
 * The moment at which the clocks of a zone show this full hour, so many days after the day that they show now. Where
 * the clocks are changed in between, the hour is the one that they show then.
 */
export function atHour(now: Date, timezone: string, days: number, hour: number): Date {
  const local = new Date(now.getTime() + offsetMs(now, timezone));
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  const wanted = midnight + days * DAY_MS + hour * 60 * MINUTE_MS;
  const guess = new Date(wanted - offsetMs(now, timezone));
  return new Date(wanted - offsetMs(guess, timezone));
}

/** The day that the calendars of a zone show: of the week (ISO, 1 is Monday) and of the month. */
export function dayIn(at: Date, timezone: string): { weekday: number; monthDay: number } {
  const local = new Date(at.getTime() + offsetMs(at, timezone));
  return { weekday: local.getUTCDay() || 7, monthDay: local.getUTCDate() };
}
