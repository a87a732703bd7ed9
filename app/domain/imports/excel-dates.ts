/** Formats that spreadsheets number themselves and that show a date (ECMA-376, 18.8.30). */
const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);
/** Days from 30 December 1899, and from 1 January 1904, to 1 January 1970. */
const DAYS_BEFORE_1970 = { 1900: 25_569, 1904: 24_107 } as const;
const SECONDS_PER_DAY = 86_400;
/** The years 1954 to 2119: outside of them a number is no date that anybody means. */
const LEAST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;

/**
 * Whether a number in this format is shown as a date.
 * @param code the format's own text; absent for those that spreadsheets number themselves
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id);
  const bare = code.replace(/\[[^\]]*\]|"[^"]*"|\\.|_./g, '');
  return /[yd]/i.test(bare) || (/m/i.test(bare) && !/[0#]/.test(bare));
}

/** Whether a number may be a day as spreadsheets count them. */
export function isSerial(number: number): boolean {
  return number >= LEAST_SERIAL && number <= LAST_SERIAL;
}

/** A day as spreadsheets count them, as `2026-11-26` or, with a time of day, `2026-11-26 14:05:00`. */
export function serialToText(serial: number, epoch: 1900 | 1904): string {
  const seconds = Math.round((serial - DAYS_BEFORE_1970[epoch]) * SECONDS_PER_DAY);
  const text = new Date(seconds * 1_000).toISOString();
  return seconds % SECONDS_PER_DAY === 0 ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
