import { expect, it } from 'vitest';
import { CURRENCIES } from '#app/kernel/money.ts';
import { ASSUMED_RATES, convertRubMajor, type ExchangeRates } from './exchange-rates.ts';

it('divides roubles by what a unit costs', () => {
  const rates: ExchangeRates = { ...ASSUMED_RATES, rubPerUnit: { ...ASSUMED_RATES.rubPerUnit, USD: 80 } };
  expect(convertRubMajor(600, 'USD', rates)).toBe(7.5);
  expect(convertRubMajor(600, 'RUB', rates)).toBe(600);
});

it('labels the built-in table as assumed, dates it and covers every currency traded', () => {
  expect(ASSUMED_RATES.assumed).toBe(true);
  expect(ASSUMED_RATES.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(Object.keys(ASSUMED_RATES.rubPerUnit).sort()).toEqual([...CURRENCIES].sort());
});

it('takes no rate that is not above zero and no table in another currency', () => {
  const withRates = (changed: Partial<ExchangeRates['rubPerUnit']>): ExchangeRates => ({
    ...ASSUMED_RATES,
    rubPerUnit: { ...ASSUMED_RATES.rubPerUnit, ...changed },
  });
  for (const EUR of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => convertRubMajor(1, 'EUR', withRates({ EUR }))).toThrow('broken invariant');
  }
  expect(() => convertRubMajor(1, 'EUR', withRates({ RUB: 0.012 }))).toThrow('broken invariant');
});
