import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { phonePlace } from './phone-places.server.ts';

// Reads as ever, and is counted.
vi.mock('node:fs', { spy: true });

describe('where a number is from', () => {
  test.each([
    ['+74951234567', 'Moscow', 'RU'],
    ['+78152421234', 'Murmansk', 'RU'],
    ['+77272671234', 'Almaty', 'KZ'],
    ['+380441234567', 'Kyiv city', 'UA'],
    ['+994121234567', 'Baku', 'AZ'],
    ['+37410123456', 'Yerevan/Jrvezh', 'AM'],
    ['+3612345678', 'Budapest', 'HU'],
    ['+97611123456', 'Ulaanbaatar', 'MN'],
    ['+12125551234', 'New York, NY', 'US'],
    ['+14163921234', 'Toronto, ON', 'CA'],
  ])('%s is from %s', (e164, description, country) => {
    expect(phonePlace(e164)).toEqual({ description, country });
  });

  test.each([
    ['a mobile', '+79261234567'],
    ['a mobile', '+380501234567'],
    ['a toll-free number', '+78001234567'],
    ['a number of a country without place data', '+998712345678'],
    ['an invalid number whose beginning is known', '+749512'],
    ['no number', 'Moscow'],
    ['nothing', ''],
  ])('%s has no place (%s)', (_, e164) => {
    expect(phonePlace(e164)).toBeNull();
  });

  test('the data are read once', () => {
    for (const line of ['4567', '4568', '4569'])
      expect(phonePlace(`+49301234${line}`)).toMatchObject({ description: 'Berlin' });
    const readings = vi.mocked(readFileSync).mock.calls.filter(([path]) => String(path).endsWith('/49.bson'));
    expect(readings).toHaveLength(1);
  });
});
