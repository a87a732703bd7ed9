import { describe, expect, it } from 'vitest';
import { holidaysIn } from './holidays.ts';
import { bayrams, orthodoxEaster, tsagaanSar, westernEaster } from './moving-feasts.ts';

const dateOf = (day: number | undefined) =>
  day === undefined ? null : new Date(day).toISOString().slice(0, 10);
const year = (country: string, of: number) =>
  Array.from({ length: 12 }, (_, at) => holidaysIn(country, { year: of, month: at + 1 }));

// As the churches, Turkey's office of religion and Mongolia's government gave them out.
describe('a feast that moves', () => {
  it.each([
    [2019, '2019-04-28', '2019-04-21'],
    [2021, '2021-05-02', '2021-04-04'],
    [2023, '2023-04-16', '2023-04-09'],
    [2024, '2024-05-05', '2024-03-31'],
    [2025, '2025-04-20', '2025-04-20'],
    [2026, '2026-04-12', '2026-04-05'],
    [2027, '2027-05-02', '2027-03-28'],
  ])('Easter of %s is on %s in the East, on %s in the West', (of, east, west) => {
    expect([dateOf(orthodoxEaster(of)), dateOf(westernEaster(of))]).toEqual([east, west]);
  });

  it.each([
    [2023, '2023-04-21', '2023-06-28'],
    [2024, '2024-04-10', '2024-06-16'],
    [2025, '2025-03-30', '2025-06-06'],
    [2026, '2026-03-20', '2026-05-27'],
  ])('the bayrams of %s begin on %s and %s', (of, ramadan, kurban) => {
    expect([bayrams(of).ramadan.map(dateOf), bayrams(of).kurban.map(dateOf)]).toEqual([[ramadan], [kurban]]);
  });

  it('comes twice in a year, or is not known, where that is so', () => {
    expect(bayrams(2033).ramadan).toHaveLength(2);
    expect([dateOf(tsagaanSar(2025)), tsagaanSar(2050)]).toEqual(['2025-03-01', undefined]);
  });
});

it('counts a month’s public holidays in the country, and knows that it does not know', () => {
  expect(year('RU', 2025)).toEqual([8, 1, 1, 0, 2, 1, 0, 0, 0, 0, 1, 0]);
  expect(year('KZ', 2025)).toEqual([3, 0, 4, 0, 3, 1, 1, 1, 0, 1, 0, 1]);
  expect([
    holidaysIn('XX', { year: 2025, month: 1 }),
    holidaysIn('constructor', { year: 2025, month: 1 }),
  ]).toEqual([undefined, undefined]);
  // Where the lunar new year falls is not known so far ahead.
  expect(year('MN', 2050).slice(0, 4)).toEqual([undefined, undefined, undefined, 0]);
});

it('moves with the feasts: Easter, Whitsun and Radonitsa, the bayrams, Tsagaan Sar', () => {
  expect([year('GE', 2025)[3], year('GE', 2024)[3], year('GE', 2024)[4]]).toEqual([5, 1, 8]);
  expect([year('BY', 2024)[3], year('BY', 2024)[4], year('BY', 2025)[3]]).toEqual([0, 3, 1]);
  expect([year('HU', 2024)[2], year('HU', 2024)[3], year('HU', 2024)[4]]).toEqual([3, 1, 3]);
  expect([year('UA', 2025)[3], year('UA', 2025)[5]]).toEqual([1, 2]);
  expect([year('TM', 2025)[2], year('TM', 2025)[5], year('TJ', 2026)[4]]).toEqual([4, 3, 2]);
  expect([year('MN', 2025)[1], year('MN', 2025)[2], year('MN', 2026)[1]]).toEqual([0, 4, 3]);
  // The second day of Ramadan Bayram is in the next month.
  expect([year('AZ', 2025)[2], year('AZ', 2025)[5]]).toEqual([8, 4]);
});

it('counts a region’s own days beside its country’s, and none of its neighbours’', () => {
  const yearIn = (country: string, region: string, of: number) =>
    Array.from({ length: 12 }, (_, at) => holidaysIn(country, { year: of, month: at + 1 }, region));
  // Ramadan Bayram on 30 March 2025, Kurban Bayram on 6 June; the days of the republic and of its constitution.
  expect(yearIn('RU', 'RU-TA', 2025)).toEqual([8, 1, 2, 0, 2, 2, 0, 1, 0, 0, 2, 0]);
  expect(yearIn('RU', 'RU-BU', 2025)[2]).toBe(2);
  expect(yearIn('RU', 'RU-BU', 2050).slice(0, 4)).toEqual([undefined, undefined, undefined, 0]);
  expect(yearIn('RU', 'RU-MOW', 2025)).toEqual(year('RU', 2025));
  // Mardi Gras on 4 March, Good Friday on 18 April.
  expect([yearIn('US', 'US-LA', 2025)[2], yearIn('US', 'US-LA', 2025)[3]]).toEqual([1, 1]);
  expect([yearIn('US', 'US-MA', 2025)[3], yearIn('US', 'US-NY', 2025)[3]]).toEqual([1, 0]);
});

it.each(['AM', 'AZ', 'BY', 'GE', 'HU', 'KG', 'KZ', 'MN', 'RU', 'TJ', 'TM', 'UA', 'US', 'UZ'])(
  '%s has from nine to twenty a year, the New Year among them',
  (country) => {
    for (const of of [2022, 2024, 2026]) {
      const total = year(country, of).reduce<number>((sum, one) => sum + (one ?? 0), 0);
      expect(total).toBeGreaterThanOrEqual(9);
      expect(total).toBeLessThanOrEqual(20);
      expect(holidaysIn(country, { year: of, month: 1 })).toBeGreaterThan(0);
    }
  },
);
