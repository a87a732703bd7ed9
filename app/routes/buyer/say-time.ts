import { DAY_MS } from '#app/kernel/time.ts';
import { dateTimeIn } from '#app/ui/date-time.ts';
import { buyerWords } from '#app/words/en/buyer.ts';

/** A moment as the clock and the calendar of a zone show it: `today 14:30`, `24 Nov 09:00`. */
export function sayTime(at: Date, timezone: string, now: Date): string {
  const [date = '', time = ''] = dateTimeIn(at, timezone).text.split('T');
  const [today = ''] = dateTimeIn(now, timezone).text.split('T');
  const days = Math.round((Date.parse(date) - Date.parse(today)) / DAY_MS);
  const day = new Date(date);
  return buyerWords.dayAndTime(days, day.getUTCDate(), day.getUTCMonth(), time);
}
