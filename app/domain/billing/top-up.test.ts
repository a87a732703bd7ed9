import { describe, expect, it } from 'vitest';
import { CURRENCIES } from '#app/kernel/money.ts';
import { checkTopUp, TOP_UP_MAXIMUM_MINOR, TOP_UP_MINIMUM_MINOR } from './top-up.ts';

describe('the amount of a top-up', () => {
  it.each(CURRENCIES)('in %s has a least that can be paid', (currency) => {
    const least = TOP_UP_MINIMUM_MINOR[currency];
    expect(() => checkTopUp({ amountMinor: least, currency })).not.toThrow();
    expect(() => checkTopUp({ amountMinor: least - 1n, currency })).toThrow('top_up_too_small');
  });

  it('has at most eight digits', () => {
    expect(() => checkTopUp({ amountMinor: TOP_UP_MAXIMUM_MINOR, currency: 'UAH' })).not.toThrow();
    expect(() => checkTopUp({ amountMinor: TOP_UP_MAXIMUM_MINOR + 1n, currency: 'UAH' })).toThrow(
      'top_up_too_large',
    );
  });

  it('is in whole forints', () => {
    expect(() => checkTopUp({ amountMinor: 1_000_000n, currency: 'HUF' })).not.toThrow();
    expect(() => checkTopUp({ amountMinor: 1_000_050n, currency: 'HUF' })).toThrow('top_up_not_whole');
    expect(() => checkTopUp({ amountMinor: TOP_UP_MAXIMUM_MINOR, currency: 'HUF' })).toThrow(
      'top_up_too_large',
    );
  });

  it('says the limit in major units', () => {
    const refusalOf = (amountMinor: bigint) => {
      try {
        checkTopUp({ amountMinor, currency: 'MNT' });
      } catch (error) {
        return (error as { params: unknown }).params;
      }
      return null;
    };
    expect(refusalOf(1n)).toEqual({ least: '5,000', currency: 'MNT' });
    expect(refusalOf(100_000_000n)).toEqual({ most: '999,999.99', currency: 'MNT' });
  });
});
