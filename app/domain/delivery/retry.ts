import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#app/kernel/time.ts';

/** Waits before the second attempt and each later one: about three days in all. Source: Standard Webhooks, "Retry schedule". */
export const RETRY_DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

const LONGEST_RETRY_AFTER_MS = 24 * HOUR_MS;
const SLOW_DOWN_MS = MINUTE_MS;

export type AttemptOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'given_up' }
  | { readonly kind: 'endpoint_gone' };

/**
 * What follows from an attempt.
 * @param attempt 1 for the first
 * @param httpStatus null when there was no answer
 * @param retryAfterMs what the receiver asked for, null when nothing
 * @param once whether a failure is final
 */
export function outcomeOf(
  attempt: number,
  httpStatus: number | null,
  retryAfterMs: number | null,
  once: boolean,
): AttemptOutcome {
  if (httpStatus !== null && httpStatus >= 200 && httpStatus < 300) return { kind: 'delivered' };
  if (httpStatus === 410) return { kind: 'endpoint_gone' };
  const delayMs = RETRY_DELAYS_MS[attempt - 1];
  if (once || delayMs === undefined) return { kind: 'given_up' };
  const asksForLess = httpStatus === 429 || httpStatus === 502 || httpStatus === 504;
  const floorMs = asksForLess ? Math.min(retryAfterMs ?? SLOW_DOWN_MS, LONGEST_RETRY_AFTER_MS) : 0;
  return { kind: 'retry', delayMs: Math.max(delayMs, floorMs) };
}
