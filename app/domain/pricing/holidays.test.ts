import { expect, it } from 'vitest';
import { holidaysIn } from './holidays.ts';

it('counts a month’s public holidays in the country, and knows that it does not know', () => {
  expect([1, 2, 3, 4].map((month) => holidaysIn('RU', month))).toEqual([8, 1, 1, 0]);
  expect([3, 12].map((month) => holidaysIn('KZ', month))).toEqual([4, 1]);
  expect([holidaysIn('UA', 1), holidaysIn('XX', 1), holidaysIn('constructor', 1)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it.each(['AM', 'AZ', 'BY', 'GE', 'HU', 'KG', 'KZ', 'MN', 'RU', 'US', 'UZ'])(
  '%s has between five and sixteen a year, the New Year among them',
  (country) => {
    const year = Array.from({ length: 12 }, (_, at) => holidaysIn(country, at + 1) ?? 0);
    const total = year.reduce((sum, one) => sum + one, 0);
    expect(total).toBeGreaterThanOrEqual(5);
    expect(total).toBeLessThanOrEqual(16);
    expect(year[0]).toBeGreaterThan(0);
  },
);
