import { describe, expect, it } from 'vitest';
import { nextRunOf, type Schedule } from './payout-schedule.ts';

const KYIV = 'Europe/Kyiv';
const next = (schedule: Partial<Schedule>, after: string, timezone = KYIV) =>
  nextRunOf(
    { rhythm: 'daily', weekday: null, monthDay: null, ...schedule },
    new Date(after),
    timezone,
  )?.toISOString();

describe('a payout schedule', () => {
  it('comes round each morning of the seller', () => {
    expect(next({}, '2026-11-26T03:59:59Z')).toBe('2026-11-26T04:00:00.000Z');
    expect(next({}, '2026-11-26T04:00:00Z')).toBe('2026-11-27T04:00:00.000Z');
    expect(next({}, '2026-11-26T04:00:00Z', 'UTC')).toBe('2026-11-26T06:00:00.000Z');
  });

  it('comes round on its day of the week, also where that is today', () => {
    // A Thursday.
    expect(next({ rhythm: 'weekly', weekday: 4 }, '2026-11-26T00:00:00Z')).toBe('2026-11-26T04:00:00.000Z');
    expect(next({ rhythm: 'weekly', weekday: 4 }, '2026-11-26T05:00:00Z')).toBe('2026-12-03T04:00:00.000Z');
    expect(next({ rhythm: 'weekly', weekday: 7 }, '2026-11-26T05:00:00Z')).toBe('2026-11-29T04:00:00.000Z');
  });

  it('comes round on its day of the month, across short months and changed clocks', () => {
    expect(next({ rhythm: 'monthly', monthDay: 28 }, '2027-02-28T05:00:00Z')).toBe(
      '2027-03-28T03:00:00.000Z',
    );
    expect(next({ rhythm: 'monthly', monthDay: 1 }, '2026-12-01T05:00:00Z')).toBe('2027-01-01T04:00:00.000Z');
  });

  it('follows no calendar at once or by hand', () => {
    expect(next({ rhythm: 'at_once' }, '2026-11-26T00:00:00Z')).toBeUndefined();
    expect(next({ rhythm: 'manual' }, '2026-11-26T00:00:00Z')).toBeUndefined();
  });
});
