import { expect, test } from 'vitest';
import { majorOf, parseMajor } from './parse-major.ts';

test.each([
  ['0', 0n],
  ['5', 500n],
  ['0.05', 5n],
  ['1234', 123_400n],
  ['1234.5', 123_450n],
  ['1234,50', 123_450n],
  ['1 234,50', 123_450n],
  ['1\u00a0234,50', 123_450n],
  ['1\u202f234,50', 123_450n],
  ["1'234.50", 123_450n],
  ['1,234.50', 123_450n],
  ['1.234,50', 123_450n],
  ['1,234', 123_400n],
  ['12.345.678,9', 1_234_567_890n],
  ['1,234,567.89', 123_456_789n],
  [' 600 UAH ', 60_000n],
  ['uah 600', 60_000n],
  ['007', 700n],
  ['999999999999999', 99_999_999_999_999_900n],
])('"%s" is %s minor units', (text, minor) => {
  expect(parseMajor(text, 'UAH')).toBe(minor);
});

test.each([
  '',
  'UAH',
  'a lot',
  '600 USD',
  '-5',
  '1.2.3',
  '12,34,567',
  '1,234,50',
  '1,234.567',
  '1234.567',
  '0.123',
  '0,123',
  '.5',
  '5.',
  '1e3',
  '1000000000000000',
  '٣',
])('"%s" is no amount', (text) => {
  expect(parseMajor(text, 'UAH')).toBeNull();
});

test.each([0n, 5n, 500n, 123_450n, 99_999_999_999_999_999n])('%s comes back from its own field', (minor) => {
  expect(parseMajor(majorOf(minor), 'RUB')).toBe(minor);
});

test('whole amounts stand without their zeros', () => {
  expect([majorOf(500_000n), majorOf(123_450n), majorOf(5n)]).toEqual(['5000', '1234.50', '0.05']);
});
