import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import { outcomeOf, RETRY_DELAYS_MS } from './retry.ts';

describe('what follows from an attempt', () => {
  it.each([200, 202, 204, 299])('%i is delivered', (status) => {
    expect(outcomeOf(1, status, null, false)).toEqual({ kind: 'delivered' });
  });

  it.each([301, 302, 400, 401, 404, 500, 503, null])('%s is tried again, redirects too', (status) => {
    expect(outcomeOf(1, status, null, false)).toEqual({ kind: 'retry', delayMs: 5_000 });
  });

  it('is final where only one attempt is to be made', () => {
    expect(outcomeOf(1, 500, null, true)).toEqual({ kind: 'given_up' });
    expect(outcomeOf(1, 429, HOUR_MS, true)).toEqual({ kind: 'given_up' });
    expect(outcomeOf(1, 204, null, true)).toEqual({ kind: 'delivered' });
  });

  it('stops when the receiver says that the endpoint is gone', () => {
    expect(outcomeOf(1, 410, null, false)).toEqual({ kind: 'endpoint_gone' });
  });

  it.each([429, 502, 504])('%i slows down, as long as the receiver asks but a day at most', (status) => {
    expect(outcomeOf(1, status, null, false)).toEqual({ kind: 'retry', delayMs: MINUTE_MS });
    expect(outcomeOf(1, status, HOUR_MS, false)).toEqual({ kind: 'retry', delayMs: HOUR_MS });
    expect(outcomeOf(1, status, 90 * DAY_MS, false)).toEqual({ kind: 'retry', delayMs: DAY_MS });
    expect(outcomeOf(4, status, MINUTE_MS, false)).toEqual({ kind: 'retry', delayMs: 2 * HOUR_MS });
  });

  it('gives up after about three days', () => {
    const total = RETRY_DELAYS_MS.reduce((sum, delay) => sum + delay, 0);
    expect(total).toBeGreaterThan(3 * DAY_MS);
    expect(total).toBeLessThan(3.5 * DAY_MS);
    expect(outcomeOf(RETRY_DELAYS_MS.length, 500, null, false).kind).toBe('retry');
    expect(outcomeOf(RETRY_DELAYS_MS.length + 1, 500, null, false)).toEqual({ kind: 'given_up' });
  });
});
