import { assert } from '#app/kernel/assert.ts';
import { atHour, dayIn } from '#app/kernel/local-hour.ts';

/** `at_once`: as soon as there is enough; `manual`: only when somebody asks for it. */
export const RHYTHMS = ['at_once', 'daily', 'weekly', 'monthly', 'manual'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** ISO: 1 is Monday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Every month has these. */
export const MONTH_DAYS_LIMIT = 28;

/** When a seller is paid out without being asked. */
export type Schedule = {
  readonly rhythm: Rhythm;
  /** Only of a weekly one. */
  readonly weekday: number | null;
  /** Only of a monthly one. */
  readonly monthDay: number | null;
};

/** Who never chose is paid as soon as there is enough. */
export const USUAL_SCHEDULE: Schedule = { rhythm: 'at_once', weekday: null, monthDay: null };

/** The hour of the organisation's own day at which it is paid. */
const PAYS_AT_HOUR = 6;
/** The longest month and a day, so that every rhythm comes round. */
const LOOK_AHEAD_DAYS = 32;

/**
 * When a schedule comes round next, after a moment; null where it follows no calendar.
 * @param timezone of the organisation
 */
export function nextRunOf(schedule: Schedule, after: Date, timezone: string): Date | null {
  if (schedule.rhythm === 'at_once' || schedule.rhythm === 'manual') return null;
  for (let days = 0; days <= LOOK_AHEAD_DAYS; days += 1) {
    const at = atHour(after, timezone, days, PAYS_AT_HOUR);
    if (at > after && isItsDay(schedule, at, timezone)) return at;
  }
  assert(false, 'every rhythm comes round within a month');
}

function isItsDay({ rhythm, weekday, monthDay }: Schedule, at: Date, timezone: string): boolean {
  const day = dayIn(at, timezone);
  if (rhythm === 'weekly') return day.weekday === weekday;
  return rhythm !== 'monthly' || day.monthDay === monthDay;
}
