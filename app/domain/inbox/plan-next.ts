import { atHour, hourIn } from '#app/kernel/local-hour.ts';
import { after, HOUR_MS } from '#app/kernel/time.ts';

/** People are called from nine in the morning until eight in the evening, by the clock of who calls. */
const MORNING_HOUR = 9;
const EVENING_HOUR = 20;
const SECOND_TRY_MS = 2 * HOUR_MS;
/** So often in vain, and the next step is to decide, not to call again. */
export const ATTEMPTS_LIMIT = 6;

/**
 * When to try again somebody who did not answer: after two hours, from then on the next morning. A second try that
 * would fall into the evening or night waits for the morning.
 * @param input.attempts made so far, the one in vain among them
 * @returns null when it was tried often enough
 */
export function nextAttempt(input: { attempts: number; now: Date; timezone: string }): Date | null {
  const { attempts, now, timezone } = input;
  if (attempts >= ATTEMPTS_LIMIT) return null;
  if (attempts > 1) return nextMorning(now, timezone);
  const soon = after(now, SECOND_TRY_MS);
  const hour = hourIn(soon, timezone);
  if (hour < MORNING_HOUR) return atHour(soon, timezone, 0, MORNING_HOUR);
  return hour < EVENING_HOUR ? soon : nextMorning(soon, timezone);
}

/** Nine o'clock of the next day. */
export function nextMorning(now: Date, timezone: string): Date {
  return atHour(now, timezone, 1, MORNING_HOUR);
}
