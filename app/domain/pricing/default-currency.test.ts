import { expect, it } from 'vitest';
import { defaultCurrency } from './default-currency.ts';

it.each([
  ['RU', 'RUB'],
  ['UA', 'UAH'],
  ['KZ', 'KZT'],
  ['AZ', 'AZN'],
  ['AM', 'AMD'],
  ['HU', 'HUF'],
  ['MN', 'MNT'],
  ['US', 'USD'],
])('shows prices of %s in its own currency, %s', (country, currency) => {
  expect(defaultCurrency(country)).toBe(currency);
});

it('shows prices of the euro area in euros, the newest members too', () => {
  for (const country of ['DE', 'FR', 'GR', 'SK', 'HR', 'BG']) expect(defaultCurrency(country)).toBe('EUR');
});

it('shows prices of other countries in US dollars', () => {
  for (const country of ['PL', 'CZ', 'BY', 'GE', 'KG', 'GB', ''])
    expect(defaultCurrency(country)).toBe('USD');
});
