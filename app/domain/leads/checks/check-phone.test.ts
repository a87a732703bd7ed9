import { describe, expect, test } from 'vitest';
import { checkPhone } from './check-phone.ts';

describe('valid numbers pass, in whichever way they are written', () => {
  test.each([
    ['+380501234568', 'UA', '+380501234568', 'mobile', 'UA'],
    ['050 123-45-68', 'UA', '+380501234568', 'mobile', 'UA'],
    ['380501234568', 'UA', '+380501234568', 'mobile', 'UA'],
    ['80501234568', 'UA', '+380501234568', 'mobile', 'UA'],
    ['380501234568', 'RU', '+380501234568', 'mobile', 'UA'],
    ['00380501234568', 'RU', '+380501234568', 'mobile', 'UA'],
    ['+380 44 279 45 68', 'UA', '+380442794568', 'fixed_line', 'UA'],
    ['8 (495) 123-45-68', 'RU', '+74951234568', 'fixed_line', 'RU'],
    ['+7 926 123 45 68', 'RU', '+79261234568', 'mobile', 'RU'],
    ['+8 926 123 45 68', 'RU', '+79261234568', 'mobile', 'RU'],
    ['9261234568', 'RU', '+79261234568', 'mobile', 'RU'],
    ['tel:+79261234568', 'RU', '+79261234568', 'mobile', 'RU'],
    ['+7 8152 42-12-34', 'RU', '+78152421234', 'fixed_line', 'RU'],
    ['+7 701 221 34 56', 'RU', '+77012213456', 'mobile', 'KZ'],
    ['8 727 250 12 34', 'KZ', '+77272501234', 'fixed_line', 'KZ'],
    ['050 223 45 67', 'AZ', '+994502234567', 'mobile', 'AZ'],
    ['(012) 493 12 34', 'AZ', '+994124931234', 'fixed_line', 'AZ'],
    ['077 123457', 'AM', '+37477123457', 'mobile', 'AM'],
    ['06 20 123 4568', 'HU', '+36201234568', 'mobile', 'HU'],
    ['+36 1 327 5678', 'HU', '+3613275678', 'fixed_line', 'HU'],
    ['99112234', 'MN', '+97699112234', 'mobile', 'MN'],
    ['+976 11 325 678', 'MN', '+97611325678', 'fixed_line', 'MN'],
    ['80 29 123 45 68', 'BY', '+375291234568', 'mobile', 'BY'],
    ['+995 555 12 34 57', 'GE', '+995555123457', 'mobile', 'GE'],
    ['+998 90 123 45 68', 'UZ', '+998901234568', 'mobile', 'UZ'],
    ['0700 123 457', 'KG', '+996700123457', 'mobile', 'KG'],
    ['+373 62 123 457', 'MD', '+37362123457', 'mobile', 'MD'],
    ['+48 501 234 568', 'PL', '+48501234568', 'mobile', 'PL'],
    ['030 901820', 'DE', '+4930901820', 'fixed_line', 'DE'],
    ['(212) 555-1234', 'US', '+12125551234', 'fixed_line_or_mobile', 'US'],
    ['+1 416 555 1234', 'CA', '+14165551234', 'fixed_line_or_mobile', 'CA'],
    ['0532 123 45 68', 'TR', '+905321234568', 'mobile', 'TR'],
    ['+44 20 7946 0018', 'GB', '+442079460018', 'fixed_line', 'GB'],
  ])('%s in %s', (raw, claimed, e164, kind, country) => {
    const found = checkPhone(raw, claimed);
    expect(found).toEqual({
      e164,
      kind,
      country,
      result: { check: 'phone', verdict: 'pass', code: 'phone_valid', params: { country, kind } },
    });
  });
});

describe('what is certainly no number of a person fails', () => {
  test.each([
    ['+755555', 'RU', 'phone_too_short', 'RU'],
    ['112', 'RU', 'phone_too_short', 'RU'],
    ['+7 495 123', 'RU', 'phone_too_short', 'RU'],
    ['+380 50 123 45 6', 'UA', 'phone_too_short', 'UA'],
    ['+994 50 223 45', 'AZ', 'phone_too_short', 'AZ'],
    ['+36 20 123', 'HU', 'phone_too_short', 'HU'],
    ['+7 926 123 45 678 90', 'RU', 'phone_wrong_length', 'RU'],
    ['+36 20 123 4567 89', 'HU', 'phone_too_long', 'HU'],
    ['+7926123456789012345', 'RU', 'phone_too_long', undefined],
    ['1'.repeat(200), 'RU', 'phone_too_long', 'RU'],
    ['+999 123 456 789', 'RU', 'phone_invalid_country', undefined],
    ['8 430 223 45 68', 'RU', 'phone_no_such_range', 'RU'],
    ['+380 900 123 456', 'UA', 'phone_no_such_range', 'UA'],
    ['+1 555 555 5555', 'US', 'phone_no_such_range', 'US'],
    ['+44 7700 900123', 'GB', 'phone_no_such_range', 'GB'],
    ['ivan', 'RU', 'phone_not_a_number', 'RU'],
    ['+', 'RU', 'phone_not_a_number', undefined],
    ['+7 926 123 45 67, +7 926 765 43 21', 'RU', 'phone_not_a_number', undefined],
  ])('%s in %s is %s', (raw, claimed, code, country) => {
    const found = checkPhone(raw, claimed);
    expect(found.result).toEqual({
      check: 'phone',
      verdict: 'fail',
      code,
      params: country ? { country } : {},
    });
    expect(found.e164).toBeNull();
  });

  test.each([
    ['8 800 123 45 67', 'RU', 'toll_free', 'toll_free'],
    ['8 809 555 12 34', 'RU', 'premium_rate', 'premium_rate'],
    ['+380 800 123 456', 'UA', 'toll_free', 'toll_free'],
    ['+1 900 555 1234', 'US', 'premium_rate', 'premium_rate'],
    ['+1 800 555 0199', 'US', 'toll_free', 'toll_free'],
    ['+800 1234 5678', 'RU', 'toll_free', 'toll_free'],
  ])("%s in %s is a service, nobody's own", (raw, claimed, kind, service) => {
    const found = checkPhone(raw, claimed);
    expect(found.result).toMatchObject({ verdict: 'fail', code: 'phone_not_a_persons', params: { service } });
    expect(found.kind).toBe(kind);
  });
});

describe('what is uncertain warns', () => {
  test.each([
    ['+79999999999', 'RU'],
    ['+77777777777', 'KZ'],
    ['+7 926 777 77 77', 'RU'],
    ['+7 495 123 45 67', 'RU'],
    ['+380 50 765 43 21', 'UA'],
    ['+1 212 555 0123', 'US'],
  ])('%s in %s looks made up', (raw, claimed) => {
    const found = checkPhone(raw, claimed);
    expect(found.result).toMatchObject({ verdict: 'warn', code: 'phone_looks_made_up' });
    expect(found.e164).not.toBeNull();
  });

  test('an internet number warns, and has no country where it is of none', () => {
    expect(checkPhone('+883 5100 0223 4567', 'RU')).toMatchObject({
      kind: 'voip',
      country: null,
      result: { verdict: 'warn', code: 'phone_voip', params: {} },
    });
  });
});

test.each([null, '', '  ', 'tel:'])('without a number (%j) nothing is known', (raw) => {
  expect(checkPhone(raw, 'RU').result).toEqual({
    check: 'phone',
    verdict: 'unknown',
    code: 'phone_absent',
    params: {},
  });
});

test('a country that the library does not know leaves international numbers readable', () => {
  expect(checkPhone('+380501234568', 'ZZ').result.verdict).toBe('pass');
  expect(checkPhone('0501234568', 'ZZ').result.verdict).toBe('fail');
});
