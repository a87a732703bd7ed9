import { expect, test } from 'vitest';
import { formatMoney } from './format-money.ts';

test.each([
  [0n, '0.00\u00a0UAH'],
  [5n, '0.05\u00a0UAH'],
  [100_000n, '1,000.00\u00a0UAH'],
  [123_456_789n, '1,234,567.89\u00a0UAH'],
  [-60_050n, '\u2212600.50\u00a0UAH'],
  [900_719_925_474_099_301n, '9,007,199,254,740,993.01\u00a0UAH'],
])('%s minor units are %s', (amountMinor, text) => {
  expect(formatMoney({ amountMinor, currency: 'UAH' })).toBe(text);
});
