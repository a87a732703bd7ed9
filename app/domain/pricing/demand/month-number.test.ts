import { describe, expect, it } from 'vitest';
import { calendarMonth, readMonth, writeMonth } from './month-number.ts';

describe('a month', () => {
  it.each([
    ['2025-01', '2025-01'],
    ['2025-12-31', '2025-12'],
    ['2024-02-29', '2024-02'],
    ['1949-07-01T10:00:00Z', '1949-07'],
  ])('is read from %s', (text, month) => {
    const number = readMonth(text);
    expect(number === null ? null : writeMonth(number)).toBe(month);
  });

  it.each([
    '2025-13',
    '2025-00',
    '2025-02-30',
    '2023-02-29',
    '2025-1',
    '25-01',
    '',
    'January 2025',
    '2025-01-1',
  ])('is not read from "%s"', (text) => expect(readMonth(text)).toBeNull());

  it('is counted over the end of a year', () => {
    const december = readMonth('2024-12') ?? 0;
    expect(writeMonth(december + 1)).toBe('2025-01');
    expect([calendarMonth(december), calendarMonth(december + 1)]).toEqual([11, 0]);
  });
});
