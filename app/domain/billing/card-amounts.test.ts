import { describe, expect, it } from 'vitest';
import { CURRENCIES } from '#app/kernel/money.ts';
import {
  CARD_MAXIMUM_MINOR,
  CARD_MINIMUM_MINOR,
  checkCharge,
  refundablePart,
  stepOf,
  THREE_DECIMAL,
  WHOLE_ONLY,
  ZERO_DECIMAL,
} from './card-amounts.ts';

describe('an amount charged to a card', () => {
  it.each(CURRENCIES)('in %s has a least that can be paid', (currency) => {
    const least = CARD_MINIMUM_MINOR[currency];
    expect(() => checkCharge({ amountMinor: least, currency })).not.toThrow();
    expect(() => checkCharge({ amountMinor: least - 1n, currency })).toThrow('top_up_too_small');
  });

  it('has at most eight digits', () => {
    expect(() => checkCharge({ amountMinor: CARD_MAXIMUM_MINOR, currency: 'UAH' })).not.toThrow();
    expect(() => checkCharge({ amountMinor: CARD_MAXIMUM_MINOR + 1n, currency: 'UAH' })).toThrow(
      'top_up_too_large',
    );
  });

  it('is in whole forints', () => {
    expect(() => checkCharge({ amountMinor: 1_000_000n, currency: 'HUF' })).not.toThrow();
    expect(() => checkCharge({ amountMinor: 1_000_050n, currency: 'HUF' })).toThrow('top_up_not_whole');
    expect(() => checkCharge({ amountMinor: CARD_MAXIMUM_MINOR, currency: 'HUF' })).toThrow(
      'top_up_too_large',
    );
  });

  it('says the limit in major units', () => {
    const refusalOf = (amountMinor: bigint) => {
      try {
        checkCharge({ amountMinor, currency: 'MNT' });
      } catch (error) {
        return (error as { params: unknown }).params;
      }
      return null;
    };
    expect(refusalOf(1n)).toEqual({ least: '5,000', currency: 'MNT' });
    expect(refusalOf(100_000_000n)).toEqual({ most: '999,999.99', currency: 'MNT' });
  });
});

describe('the units of an amount', () => {
  it('are those of the ledger in every currency traded here', () => {
    const others = CURRENCIES.filter(
      (currency) => ZERO_DECIMAL.includes(currency) || THREE_DECIMAL.includes(currency),
    );
    expect(others).toEqual([]);
  });

  it.each(CURRENCIES)('allow the least and the most of %s by its step', (currency) => {
    expect(CARD_MINIMUM_MINOR[currency] % stepOf(currency)).toBe(0n);
    expect(stepOf(currency)).toBe(WHOLE_ONLY.includes(currency) ? 100n : 1n);
  });

  it('leave out of a refund what has no whole forint, and nothing of another currency', () => {
    expect(refundablePart(1_234_567n, 'HUF')).toBe(1_234_500n);
    expect(refundablePart(99n, 'HUF')).toBe(0n);
    expect(refundablePart(1n, 'UAH')).toBe(1n);
  });
});
