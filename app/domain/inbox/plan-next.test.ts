import { describe, expect, it } from 'vitest';
import { atHour, hourIn } from '#app/kernel/local-hour.ts';
import { ATTEMPTS_LIMIT, nextAttempt, nextMorning } from './plan-next.ts';

const KYIV = 'Europe/Kyiv';
const at = (text: string) => new Date(text);

describe('the next attempt', () => {
  it.each([
    ['after two hours', '2026-11-23T10:30:00Z', KYIV, '2026-11-23T12:30:00Z'],
    [
      'the next morning, where two hours later is evening',
      '2026-11-23T16:30:00Z',
      KYIV,
      '2026-11-24T07:00:00Z',
    ],
    ['at nine, where two hours later is still night', '2026-11-23T03:00:00Z', KYIV, '2026-11-23T07:00:00Z'],
    [
      'at nine after midnight, where two hours cross it',
      '2026-11-23T21:00:00Z',
      KYIV,
      '2026-11-24T07:00:00Z',
    ],
    ['by the clock of the organisation', '2026-11-23T16:30:00Z', 'America/New_York', '2026-11-23T18:30:00Z'],
  ])('comes first %s', (_when, now, timezone, expected) => {
    expect(nextAttempt({ attempts: 1, now: at(now), timezone })).toEqual(at(expected));
  });

  it('comes from the second on the next morning', () => {
    for (let attempts = 2; attempts < ATTEMPTS_LIMIT; attempts += 1)
      expect(nextAttempt({ attempts, now: at('2026-11-23T10:30:00Z'), timezone: KYIV })).toEqual(
        at('2026-11-24T07:00:00Z'),
      );
  });

  it('does not come any more once it was tried often enough', () => {
    expect(
      nextAttempt({ attempts: ATTEMPTS_LIMIT, now: at('2026-11-23T10:30:00Z'), timezone: KYIV }),
    ).toBeNull();
  });
});

describe('a full hour of a day', () => {
  it.each([
    ['ahead of UTC', 'Asia/Ulaanbaatar', '2026-11-23T17:00:00Z', '2026-11-25T01:00:00Z'],
    ['behind UTC', 'America/New_York', '2026-11-23T03:00:00Z', '2026-11-23T14:00:00Z'],
    ['half an hour apart', 'Asia/Kolkata', '2026-11-23T10:00:00Z', '2026-11-24T03:30:00Z'],
    ['when clocks go forward overnight', KYIV, '2026-03-28T18:00:00Z', '2026-03-29T06:00:00Z'],
    ['when clocks go back overnight', KYIV, '2026-10-24T18:00:00Z', '2026-10-25T07:00:00Z'],
  ])('is found %s', (_how, timezone, now, expected) => {
    expect(nextMorning(at(now), timezone)).toEqual(at(expected));
    expect(hourIn(at(expected), timezone)).toBe(9);
  });

  it('begins the day and ends it', () => {
    const now = at('2026-11-23T22:30:00Z');
    expect(atHour(now, KYIV, 0, 0)).toEqual(at('2026-11-23T22:00:00Z'));
    expect(atHour(now, KYIV, 1, 0)).toEqual(at('2026-11-24T22:00:00Z'));
  });
});
