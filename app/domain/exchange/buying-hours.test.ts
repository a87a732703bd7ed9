import { describe, expect, it } from 'vitest';
import { type BuyingHours, buysAt, opensAt } from './buying-hours.ts';

const OFFICE: BuyingHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 9, to: 18 };
const NIGHT: BuyingHours = { days: ['fri'], from: 22, to: 6 };
/** 2026-11-27 is a Friday; Kyiv is two hours ahead of UTC. */
const KYIV = 'Europe/Kyiv';

describe('an order with hours', () => {
  it.each([
    ['2026-11-27T06:59:59Z', false],
    ['2026-11-27T07:00:00Z', true],
    ['2026-11-27T15:59:59Z', true],
    ['2026-11-27T16:00:00Z', false],
    ['2026-11-28T10:00:00Z', false],
  ])('buys in office hours of its own clock: at %s %s', (at, buys) => {
    expect(buysAt(OFFICE, KYIV, new Date(at))).toBe(buys);
  });

  it.each([
    ['2026-11-27T19:59:00Z', false],
    ['2026-11-27T20:00:00Z', true],
    ['2026-11-28T03:59:00Z', true],
    ['2026-11-28T04:00:00Z', false],
    // The night before began on a Thursday, the next evening is a Saturday's.
    ['2026-11-27T03:00:00Z', false],
    ['2026-11-28T21:00:00Z', false],
  ])('buys on after midnight of the day it began on: at %s %s', (at, buys) => {
    expect(buysAt(NIGHT, KYIV, new Date(at))).toBe(buys);
  });

  it('opens later the same day, or after the weekend', () => {
    expect(opensAt(OFFICE, KYIV, new Date('2026-11-27T05:10:00Z'))).toEqual(new Date('2026-11-27T07:00:00Z'));
    expect(opensAt(OFFICE, KYIV, new Date('2026-11-27T16:00:00Z'))).toEqual(new Date('2026-11-30T07:00:00Z'));
  });

  it('that buys on one day opens a week later, by the clock as it then is', () => {
    const sunday: BuyingHours = { days: ['sun'], from: 9, to: 12 };
    // Clocks go back on the night to 2026-10-25.
    expect(opensAt(sunday, KYIV, new Date('2026-10-18T10:00:00Z'))).toEqual(new Date('2026-10-25T07:00:00Z'));
  });
});
