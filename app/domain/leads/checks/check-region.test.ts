import { describe, expect, test } from 'vitest';
import type { PhoneKind } from './check-phone.ts';
import { checkRegion } from './check-region.ts';

/** Nothing is known of the person's words or address. */
const SILENT = { named: [], addressCountry: null };

function judge(claimed: string, kind: PhoneKind | null, country: string | null, place = '') {
  const placePath = place === '' ? [] : place.split(' ');
  const { verdict, code } = checkRegion({
    claimed: { path: claimed.split(' ') },
    phone: { country, kind, placeCode: placePath[0] ?? null, placePath },
    ...SILENT,
  });
  return [verdict, code];
}

describe('the phone agrees with the claimed region', () => {
  test.each([
    ['RU-MOW RU', 'fixed_line', 'RU', 'RU-MOW RU', 'region_phone_agrees'],
    ['city_1 RU-MUR RU', 'fixed_line', 'RU', 'RU-MUR RU', 'region_phone_agrees'],
    ['RU-MUR RU', 'fixed_line', 'RU', 'city_1 RU-MUR RU', 'region_phone_agrees'],
    ['city_2 RU-MUR RU', 'fixed_line', 'RU', 'city_1 RU-MUR RU', 'region_phone_agrees'],
    ['US-NY US', 'fixed_line_or_mobile', 'US', 'US-NY US', 'region_phone_agrees'],
    ['UA-43 UA', 'fixed_line', 'RU', 'UA-43 UA', 'region_phone_agrees'],
    ['HU-HB HU', 'fixed_line', 'HU', 'HU-DE HU', 'region_phone_agrees'],
    ['UA', 'mobile', 'UA', '', 'region_phone_country_agrees'],
    ['UA', 'fixed_line', 'UA', 'UA-30 UA', 'region_phone_country_agrees'],
    ['US', 'fixed_line_or_mobile', 'PR', '', 'region_phone_country_agrees'],
  ] as const)('%s, %s of %s from "%s"', (claimed, kind, country, place, code) => {
    expect(judge(claimed, kind, country, place)).toEqual(['pass', code]);
  });

  test.each([
    ['RU-MOS', 'RU-MOW'],
    ['RU-LEN', 'RU-SPE'],
    ['UA-32', 'UA-30'],
    ['KZ-19', 'KZ-75'],
    ['KZ-11', 'KZ-71'],
    ['HU-PE', 'HU-BU'],
    ['AZ-ABS', 'AZ-BA'],
    ['AM-KT', 'AM-ER'],
    ['AM-AR', 'AM-ER'],
    ['MN-047', 'MN-1'],
  ])('%s and %s are neighbours, both ways', (one, other) => {
    const country = one.slice(0, 2);
    const near = ['pass', 'region_phone_adjacent'];
    expect(judge(`${one} ${country}`, 'fixed_line', country, `${other} ${country}`)).toEqual(near);
    expect(judge(`${other} ${country}`, 'fixed_line', country, `${one} ${country}`)).toEqual(near);
  });
});

describe('the phone speaks against the claimed region', () => {
  test.each([
    ['RU-MUR RU', 'fixed_line', 'RU', 'RU-MOW RU', 'region_phone_other_place'],
    ['UA-46 UA', 'fixed_line', 'UA', 'UA-30 UA', 'region_phone_other_place'],
    ['US-CA US', 'fixed_line_or_mobile', 'US', 'US-NY US', 'region_phone_other_place'],
    ['RU-MOW RU', 'mobile', 'KZ', '', 'region_phone_other_country'],
    ['UA-30 UA', 'mobile', 'RU', '', 'region_phone_other_country'],
    ['US-NY US', 'fixed_line_or_mobile', 'CA', 'CA-ON CA', 'region_phone_other_country'],
    ['UA', 'mobile', 'PL', '', 'region_phone_other_country'],
  ] as const)('%s, %s of %s from "%s"', (claimed, kind, country, place, code) => {
    expect(judge(claimed, kind, country, place)).toEqual(['warn', code]);
  });

  test('the sentence is given both places', () => {
    const { params } = checkRegion({
      claimed: { path: ['RU-MUR', 'RU'] },
      phone: { country: 'RU', kind: 'fixed_line', placeCode: 'RU-MOW', placePath: ['RU-MOW', 'RU'] },
      ...SILENT,
    });
    expect(params).toEqual({ phonePlace: 'RU-MOW', claimed: 'RU-MUR' });
  });
});

describe('nothing can be told', () => {
  test.each([
    ['UA-30 UA', 'mobile', 'UA', 'region_mobile_country_agrees'],
    ['UA-43 UA', 'mobile', 'RU', 'region_mobile_country_agrees'],
    ['DE-BE DE', 'fixed_line', 'DE', 'region_place_unknown'],
    ['UA-30 UA', 'voip', null, 'region_nothing_to_compare'],
  ] as const)('%s, %s of %s', (claimed, kind, country, code) => {
    expect(judge(claimed, kind, country)).toEqual(['unknown', code]);
  });

  test('without a phone', () => {
    expect(checkRegion({ claimed: { path: ['UA-30', 'UA'] }, phone: null, ...SILENT })).toEqual({
      check: 'region',
      verdict: 'unknown',
      code: 'region_nothing_to_compare',
      params: {},
    });
  });
});

describe('words and address beside the phone', () => {
  const MOBILE = { country: 'UA', kind: 'mobile', placeCode: null, placePath: [] } as const;
  const KYIV_LINE = {
    country: 'UA',
    kind: 'fixed_line',
    placeCode: 'UA-30',
    placePath: ['UA-30', 'UA'],
  } as const;
  const judged = (
    path: string,
    phone: typeof MOBILE | typeof KYIV_LINE | null,
    named: string[],
    addressCountry: string | null,
  ) => {
    const { verdict, code } = checkRegion({
      claimed: { path: path.split(' ') },
      phone: phone && { ...phone, placePath: [...phone.placePath] },
      named,
      addressCountry,
    });
    return `${verdict} ${code}`;
  };

  test.each([
    ['UA-30 UA', MOBILE, ['UA-30'], null, 'pass region_text_agrees'],
    ['UA-30 UA', MOBILE, ['UA-32'], null, 'pass region_text_agrees'],
    ['UA-30 UA', MOBILE, ['UA-63', 'UA-30'], null, 'pass region_text_agrees'],
    ['UA-30 UA', null, ['UA-63'], null, 'warn region_text_other_place'],
    ['UA-30 UA', KYIV_LINE, ['UA-63'], null, 'warn region_text_other_place'],
    ['UA-63 UA', KYIV_LINE, ['UA-63'], 'UA', 'warn region_phone_other_place'],
    ['UA', null, ['UA-63'], null, 'pass region_text_agrees'],
    ['UA-30 UA', MOBILE, [], 'UA', 'unknown region_mobile_country_agrees'],
    ['UA-30 UA', MOBILE, [], 'NL', 'warn region_address_other_country'],
    ['UA-30 UA', KYIV_LINE, [], 'NL', 'warn region_address_other_country'],
    ['UA-43 UA', null, [], 'RU', 'unknown region_nothing_to_compare'],
    ['UA', null, [], 'UA', 'pass region_address_country_agrees'],
    ['UA-30 UA', null, [], 'UA', 'unknown region_nothing_to_compare'],
    ['city_1 HU-HB HU', null, ['HU-DE'], null, 'pass region_text_agrees'],
  ])('%s, %o, words of %o, an address of %s', (path, phone, named, addressCountry, expected) => {
    expect(judged(path, phone, named, addressCountry)).toBe(expected);
  });
});
