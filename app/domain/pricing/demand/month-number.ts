/** Months since year 0, so that months can be counted: 2025-01 is 24,300. Any year of four digits. */
export type MonthNumber = number;

const MONTHS_IN_YEAR = 12;
const WRITTEN = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ].*)?)?$/;

/** A month written as `2025-01`, or as a day or moment of it (ISO 8601); null where it is none. */
export function readMonth(text: string): MonthNumber | null {
  const [, year, month, day] = WRITTEN.exec(text) ?? [];
  if (year === undefined || month === undefined) return null;
  const number = Number(year) * MONTHS_IN_YEAR + Number(month) - 1;
  if (Number(month) < 1 || Number(month) > MONTHS_IN_YEAR) return null;
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysIn(number))) return null;
  return number;
}

/** As `2025-01`. */
export function writeMonth(number: MonthNumber): string {
  const year = Math.floor(number / MONTHS_IN_YEAR);
  return `${String(year).padStart(4, '0')}-${String(calendarMonth(number) + 1).padStart(2, '0')}`;
}

/** 0 is January. */
export function calendarMonth(number: MonthNumber): number {
  return number % MONTHS_IN_YEAR;
}

function daysIn(number: MonthNumber): number {
  const end = new Date(Date.UTC(2000, 0, 1));
  end.setUTCFullYear(Math.floor(number / MONTHS_IN_YEAR), calendarMonth(number) + 1, 0);
  return end.getUTCDate();
}
