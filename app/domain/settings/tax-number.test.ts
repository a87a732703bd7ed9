import { describe, expect, it } from 'vitest';
import { type BusinessForm, isTaxNumber, isVatNumber, plainNumber } from './tax-number.ts';

/** Numbers that their owners publish. */
const REAL: readonly [country: string, form: BusinessForm, number: string][] = [
  ['RU', 'company', '7707083893'],
  ['RU', 'company', '7736050003'],
  ['RU', 'sole_trader', '500100732259'],
  ['UA', 'company', '14360570'],
  ['UA', 'company', '00032129'],
  ['UA', 'company', '20077720'],
  ['UA', 'company', '32855961'],
  ['HU', 'company', '10773381-2-44'],
  ['HU', 'company', '10625790-4-44'],
  ['AZ', 'company', '9900003611'],
  ['AM', 'company', '02520007'],
  ['KZ', 'company', '940140000385'],
  ['DE', 'company', '27/123/45678'],
];

/** The same number with one digit more, less, or another. */
function damaged(number: string): string[] {
  const last = number.length - 1;
  return [number.slice(0, last), `${number}0`, `${number.slice(0, 2)}x${number.slice(3)}`];
}

describe('a tax number', () => {
  it.each(REAL)('of %s, %s: %s', (country, form, number) => {
    expect(isTaxNumber(number, country, form)).toBe(true);
  });

  it.each(REAL.filter(([country]) => country !== 'DE'))('of %s, %s, damaged: %s', (country, form, number) => {
    for (const one of damaged(number)) expect(isTaxNumber(one, country, form), one).toBe(false);
  });

  it.each(REAL.filter(([country]) => ['RU', 'UA', 'KZ'].includes(country)))(
    'of %s, %s, with another check digit than %3$s',
    (country, form, number) => {
      const other = (Number(number.at(-1)) + 1) % 10;
      expect(isTaxNumber(number.slice(0, -1) + other, country, form)).toBe(false);
    },
  );

  it('of a Ukrainian who trades has ten digits, the last of which checks the others', () => {
    const right = Array.from({ length: 10 }, (_, digit) => `303341234${digit}`).filter((one) =>
      isTaxNumber(one, 'UA', 'sole_trader'),
    );
    expect(right).toHaveLength(1);
    expect(isTaxNumber('14360570', 'UA', 'sole_trader')).toBe(false);
  });

  it('is not one for being empty or long', () => {
    for (const one of ['', ' ', '1', 'a'.repeat(40), '=1+1'])
      expect(isTaxNumber(one, 'DE', 'company')).toBe(false);
  });
});

describe('a VAT number', () => {
  it.each([
    ['HU', 'HU10773381'],
    ['DE', 'DE129273398'],
    ['AT', 'ATU12345675'],
    ['NL', 'NL004495445B01'],
    ['UA', '143605726651'],
  ])('of %s: %s', (country, number) => expect(isVatNumber(number, country)).toBe(true));

  it.each([
    ['HU', '10773381'],
    ['DE', 'DE12927339'],
    ['DE', 'HU10773381'],
  ])('is not %s: %s', (country, number) => expect(isVatNumber(number, country)).toBe(false));

  it('is kept without spaces and in capitals', () => {
    expect(plainNumber(' hu 1077 3381 ')).toBe('HU10773381');
  });
});
