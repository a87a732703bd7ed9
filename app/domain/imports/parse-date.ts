import { isSerial, serialToText } from './excel-dates.ts';
import type { DateOrder } from './import.ts';

const YEAR_FIRST = /^(\d{4})[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,2})\.?(.*)$/s;
const YEAR_LAST = /^(\d{1,2})([-/.])\s?(\d{1,2})[-/.]\s?(\d{4}|\d{2})(?!\d)(?:\s*г\.?|\s*р\.?)?(.*)$/s;
const TIME =
  /^(?:[T,\s]+(?:в\s|о\s|at\s)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]m)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const UNIX_SECONDS = /^1\d{9}$/;
const UNIX_MS = /^1\d{12}$/;
/** Longer than any date; bounds the work done for junk. */
const CHARACTERS_MOST = 64;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The moment that a cell names. Where only a day is given it is that day's beginning by the clocks of the zone.
 * @param order how `03/04/2026` is meant; with dots the day always comes first
 * @param zone of whose clocks the text is, unless it says so itself
 * @returns null where it is no date
 */
export function parseDate(text: string, order: DateOrder, zone: string): Date | null {
  if (text.length > CHARACTERS_MOST) return null;
  const typed = text.trim().replace(/\u00a0|\u202f/g, ' ');
  if (UNIX_SECONDS.test(typed)) return new Date(Number(typed) * 1_000);
  if (UNIX_MS.test(typed)) return new Date(Number(typed));
  const serial = Number(typed.replace(',', '.'));
  if (/^\d{5}([.,]\d+)?$/.test(typed))
    return isSerial(serial) ? parseDate(serialToText(serial, 1900), order, zone) : null;
  const parts = dateParts(typed, order);
  const time = parts && TIME.exec(parts.rest);
  if (!parts || !time) return null;
  const [, hourText = '0', minute = '0', second = '0', half, offset] = time;
  const hour = toHour(Number(hourText), half);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const asUtc = Date.UTC(parts.year, parts.month - 1, parts.day, hour, Number(minute), Number(second));
  const day = new Date(asUtc);
  if (day.getUTCMonth() !== parts.month - 1 || day.getUTCDate() !== parts.day) return null;
  if (offset) return new Date(asUtc - offsetMinutes(offset) * MINUTE_MS);
  return fromClocks(asUtc, zone);
}

/** Which way round the sample's dates are, as far as they tell: a first figure over 12 is a day, a second one too. */
export function guessDateOrder(texts: readonly string[]): DateOrder {
  let [dayFirst, monthFirst] = [0, 0];
  for (const text of texts) {
    const parts = YEAR_LAST.exec(text.trim());
    if (!parts) continue;
    if (Number(parts[1]) > 12) dayFirst += 1;
    if (Number(parts[3]) > 12) monthFirst += 1;
  }
  return monthFirst > dayFirst ? 'mdy' : 'dmy';
}

function dateParts(text: string, order: DateOrder) {
  const [, year, month, day, rest] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined)
    return { year: Number(year), month: Number(month), day: Number(day), rest: rest ?? '' };
  const [, first, sign, second, last = '', after] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined) return null;
  const monthFirst = order === 'mdy' && sign !== '.';
  return {
    year: last.length === 2 ? 2_000 + Number(last) : Number(last),
    month: Number(monthFirst ? first : second),
    day: Number(monthFirst ? second : first),
    rest: after ?? '',
  };
}

function toHour(hour: number, half: string | undefined): number {
  if (!half) return hour;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function offsetMinutes(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -size : size;
}

/** The moment at which the clocks of a zone show this; where they are turned in between, by the offset of the day before. */
function fromClocks(asUtc: number, zone: string): Date {
  const before = offsetMs(new Date(asUtc - DAY_MS), zone);
  const first = new Date(asUtc - before);
  return offsetMs(first, zone) === before
    ? first
    : new Date(asUtc - offsetMs(new Date(asUtc + DAY_MS), zone));
}

/** Making a formatter costs more than using it, and a file names one zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

/** How far ahead of UTC the clocks of a zone are at a moment. */
function offsetMs(at: Date, zone: string): number {
  const parts = formatterOf(zone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown - Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
}
