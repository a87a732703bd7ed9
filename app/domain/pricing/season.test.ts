import { expect, it } from 'vitest';
import { PEAK_OVER_QUIET, seasonMultiplier } from './season.ts';

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

it('has geometric mean 1 over the year, whichever months are the peak', () => {
  const everySetOfPeakMonths = 2 ** MONTHS.length;
  for (let mask = 0; mask < everySetOfPeakMonths; mask += 1) {
    const peakMonths = MONTHS.filter((month) => mask & (1 << (month - 1)));
    const logSum = MONTHS.reduce((sum, month) => sum + Math.log(seasonMultiplier(peakMonths, month)), 0);
    expect(Math.abs(logSum)).toBeLessThan(1e-12);
  }
});

it('is dearer in a peak month by the assumed amplitude', () => {
  expect(seasonMultiplier([11, 12], 12) / seasonMultiplier([11, 12], 6)).toBeCloseTo(PEAK_OVER_QUIET, 12);
  expect(seasonMultiplier([11, 12], 12)).toBeGreaterThan(1);
  expect(seasonMultiplier([11, 12], 6)).toBeLessThan(1);
});

it('is flat without peak months and with nothing but peak months', () => {
  for (const month of MONTHS) {
    expect(seasonMultiplier([], month)).toBe(1);
    expect(seasonMultiplier(MONTHS, month)).toBe(1);
  }
});

it('counts a repeated peak month once', () => {
  expect(seasonMultiplier([3, 3, 9], 3)).toBe(seasonMultiplier([9, 3], 3));
});

it('takes no month outside the calendar', () => {
  for (const month of [0, 13, 1.5, Number.NaN]) {
    expect(() => seasonMultiplier([3], month)).toThrow('broken invariant');
    expect(() => seasonMultiplier([month], 3)).toThrow('broken invariant');
  }
});
