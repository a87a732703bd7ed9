import type { CheckResult } from '../check-result.ts';

/** What leads are counted by. */
export const PACES = ['source', 'address', 'device'] as const;
export type Pace = (typeof PACES)[number];

/**
 * The most leads of one origin that are usual within an hour and within a day. Assumed: an office shares an address, a
 * family a device; a source is a seller's campaign and may be large.
 */
export const USUAL: Readonly<Record<Pace, { readonly hour: number; readonly day: number }>> = {
  source: { hour: 100, day: 500 },
  address: { hour: 5, day: 20 },
  device: { hour: 3, day: 6 },
};

/** How many leads of the same origin came within the hour and the day before, the lead itself among them. */
export type Counted = { readonly pace: Pace; readonly hour: number; readonly day: number };

/**
 * The most that is usual of a source: a seller who says how many leads a day to expect is held to that, twice over, since
 * days differ; one who says nothing, or less, to what is assumed.
 */
export function usualOf(pace: Pace, dailyVolume: number | null): { hour: number; day: number } {
  const { hour, day } = USUAL[pace];
  if (pace !== 'source' || dailyVolume === null) return { hour, day };
  return { hour: Math.max(hour, dailyVolume), day: Math.max(day, 2 * dailyVolume) };
}

/**
 * Compares the pace at which leads come from one source, address or device with what is usual. Many at once are a sign of a
 * machine, no proof: it warns.
 * @param counted what is known; an origin that was not told is absent
 */
export function checkVelocity(counted: readonly Counted[], dailyVolume: number | null): CheckResult {
  // A device says most, a source least.
  for (const pace of [...PACES].reverse()) {
    const found = counted.find((one) => one.pace === pace);
    if (!found) continue;
    const usual = usualOf(pace, dailyVolume);
    // Counting stops past what is usual, so that the figure is what is told of it: more than so many.
    if (found.hour > usual.hour) return high(pace, usual.hour, 1);
    if (found.day > usual.day) return high(pace, usual.day, 24);
  }
  return { check: 'velocity', verdict: 'pass', code: 'velocity_usual', params: {} };
}

function high(of: Pace, usual: number, hours: number): CheckResult {
  return { check: 'velocity', verdict: 'warn', code: 'velocity_high', params: { of, usual, hours } };
}
