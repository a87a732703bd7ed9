import { describe, expect, test } from 'vitest';
import { dateTimeIn, parseDateTime } from './date-time.ts';

describe('a date and time from a form', () => {
  test.each([
    ['2026-11-24T10:30', 'UTC', '2026-11-24T10:30:00.000Z'],
    ['2026-11-24T10:30', 'Europe/Kyiv', '2026-11-24T08:30:00.000Z'],
    ['2026-07-24T10:30', 'Europe/Kyiv', '2026-07-24T07:30:00.000Z'],
    ['2026-11-24T10:30', 'America/New_York', '2026-11-24T15:30:00.000Z'],
    ['2026-11-24T10:30', 'Asia/Kathmandu', '2026-11-24T04:45:00.000Z'],
    ['2026-11-24T10:30:45', 'UTC', '2026-11-24T10:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, iso) => {
    expect(parseDateTime(text, zone)?.toISOString()).toBe(iso);
  });

  test('in the hour that spring skips is the one after it', () => {
    expect(parseDateTime('2026-03-29T03:30', 'Europe/Kyiv')?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  test('in the hour that autumn repeats is the first of the two', () => {
    expect(parseDateTime('2026-10-25T03:30', 'Europe/Kyiv')?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('right before and after the clocks change is exact', () => {
    expect(parseDateTime('2026-03-29T02:59', 'Europe/Kyiv')?.toISOString()).toBe('2026-03-29T00:59:00.000Z');
    expect(parseDateTime('2026-03-29T04:00', 'Europe/Kyiv')?.toISOString()).toBe('2026-03-29T01:00:00.000Z');
  });

  test.each([
    ['', 'UTC'],
    ['tomorrow', 'UTC'],
    ['2026-02-30T10:00', 'UTC'],
    ['2026-13-01T10:00', 'UTC'],
    ['2026-11-24T25:00', 'UTC'],
    ['2026-11-24', 'UTC'],
    ['2026-11-24T10:30', 'Mars/Olympus'],
    ['2026-11-24T10:30', ''],
  ])('"%s" in "%s" is none', (text, zone) => {
    expect(parseDateTime(text, zone)).toBeNull();
  });
});

describe('a moment for a form', () => {
  test.each(['UTC', 'Europe/Kyiv', 'America/New_York', 'Asia/Ulaanbaatar'])('comes back from %s', (zone) => {
    for (const iso of ['2026-01-15T23:59:00.000Z', '2026-07-01T00:00:00.000Z', '2026-10-25T02:30:00.000Z']) {
      const { text, zone: kept } = dateTimeIn(new Date(iso), zone);
      expect(parseDateTime(text, kept)?.toISOString()).toBe(iso);
    }
  });

  test('is by UTC where the zone is unknown', () => {
    expect(dateTimeIn(new Date('2026-11-24T10:30:59.999Z'), 'Mars/Olympus')).toEqual({
      text: '2026-11-24T10:30',
      zone: 'UTC',
    });
  });
});
