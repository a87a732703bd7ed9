import type { Periods } from '../price-model.ts';

const DAY_MS = 86_400_000;
const DAYS_IN_WEEK = 7;
/** Sales that span less are counted by weeks: months would be too few to drift. */
const MONTHS_FROM_DAYS = 120;
/** A drift has no more periods than this; what is older counts as the first. */
const PERIODS_LIMIT = 600;

/** 0 for January to 11, in UTC. */
export function calendarMonthOf(day: number): number {
  return new Date(day * DAY_MS).getUTCMonth();
}

/** 0 for the first seven days of a month to 4 for what is after the 28th, in UTC. */
export function weekOfMonthOf(day: number): number {
  return Math.floor((new Date(day * DAY_MS).getUTCDate() - 1) / DAYS_IN_WEEK);
}

/** 0 for Thursday, on which 1970 began, to 6. */
export function weekdayOf(day: number): number {
  return ((Math.floor(day) % DAYS_IN_WEEK) + DAYS_IN_WEEK) % DAYS_IN_WEEK;
}

/** The periods of sales between two days. */
export function periodsBetween(firstDay: number, lastDay: number): Periods {
  const unit = lastDay - firstDay >= MONTHS_FROM_DAYS ? 'month' : 'week';
  const [first, last] = [numberOf(unit, firstDay), numberOf(unit, lastDay)];
  const count = Math.min(last - first + 1, PERIODS_LIMIT);
  return { unit, first: last - count + 1, count };
}

/** Which period a day lies in: 0 is the first, `count` and more are after the last; below 0 is before the first. */
export function periodOf(periods: Periods, day: number): number {
  return numberOf(periods.unit, day) - periods.first;
}

/** The calendar month (1 to 12, UTC) in which a period begins. */
export function firstMonthOf({ unit, first }: Periods, period: number): { year: number; month: number } {
  const number = first + period;
  const date =
    unit === 'week' ? new Date(number * DAYS_IN_WEEK * DAY_MS) : new Date(Date.UTC(1970, number, 1));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

function numberOf(unit: Periods['unit'], day: number): number {
  if (unit === 'week') return Math.floor(day / DAYS_IN_WEEK);
  const date = new Date(day * DAY_MS);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}
