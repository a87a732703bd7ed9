import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { phonePlace } from '#app/platform/phone-places.server.ts';
import { AREA_CODES, PLACE_ALIASES } from './place-aliases.ts';
import { indexPlaces, numberRegion, type Place, placeRegion } from './place-region.ts';

const rows = readFileSync(new URL('../../../../prisma/seed/reference/regions.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
const parents = new Map(rows.map(([code = '', , parent = '']) => [code, parent]));
const pathOf = (code: string): string[] => (code === '' ? [] : [code, ...pathOf(parents.get(code) ?? '')]);
const regions = new Map(
  rows.map(
    ([code = '', kind, , countryCode = '', name = '', population = '', , search = '']): [string, Place] => [
      code,
      {
        code,
        kind: kind as Place['kind'],
        countryCode,
        name,
        population: Number(population),
        search,
        path: pathOf(code),
      },
    ],
  ),
);
const index = indexPlaces(regions);
const top = (code: string | null) => (code === null ? null : (regions.get(code)?.path.at(-2) ?? code));

describe('descriptions of the geocoder', () => {
  test.each([
    ['Moscow', 'RU', 'RU-MOW'],
    ['Murmansk', 'RU', 'RU-MUR'],
    ['St Petersburg', 'RU', 'RU-SPE'],
    ['Leningrad region', 'RU', 'RU-LEN'],
    ['Altai Territory', 'RU', 'RU-ALT'],
    ['Republic of Altai', 'RU', 'RU-AL'],
    ['Rostov', 'RU', 'RU-ROS'],
    ['Simferopol', 'RU', 'UA-43'],
    ['Kyiv city', 'UA', 'UA-30'],
    ['Brovary/Kalita, Kyiv', 'UA', 'UA-32'],
    ['Lutsk, Volyn', 'UA', 'UA-07'],
    ['Yellow Waters, Dnipro', 'UA', 'UA-12'],
    ['Astana', 'KZ', 'KZ-71'],
    ['Ust-Kamenogorsk', 'KZ', 'KZ-63'],
    ['Baku', 'AZ', 'AZ-BA'],
    ['Guba', 'AZ', 'AZ-QBA'],
    ['Nakhchivan city', 'AZ', 'AZ-NX'],
    ['Yerevan/Jrvezh', 'AM', 'AM-ER'],
    ['Gyumri/Akhuryan, Shirak', 'AM', 'AM-SH'],
    ['Budapest', 'HU', 'HU-BU'],
    ['Gyor', 'HU', 'HU-GY'],
    ['Ulaanbaatar', 'MN', 'MN-1'],
    ['Zuunmod city, Tuv', 'MN', 'MN-047'],
    ['Bulgan, Umnugovi', 'MN', 'MN-053'],
    ['Polotsk/Navapolatsk', 'BY', 'BY-VI'],
    ['Djava', 'GE', 'GE-SK'],
    ['Bishkek, Chuy region', 'KG', 'KG-GB'],
    ['New York, NY', 'US', 'US-NY'],
    ['Washington State', 'US', 'US-WA'],
    ['Washington D.C.', 'US', 'US-DC'],
    ['Toronto, ON', 'CA', 'CA-ON'],
    ['Berlin', 'DE', 'DE-BE'],
  ])('%s in %s is in %s', (description, country, code) => {
    expect(top(placeRegion(description, country, index))).toBe(code);
  });

  test.each([
    ['a village that is not in the table', 'Garching b München', 'DE'],
    ['places in several regions', 'Agstafa/Ganja/Yevlakh', 'AZ'],
    ['a town of a name that is known elsewhere', 'Martuni', 'AM'],
    ['a known town in an unknown region', 'Bulgan, Nowhere', 'MN'],
    ['a country without rows', 'Moscow', 'ZZ'],
    ['nothing', '', 'RU'],
  ])('%s is unknown', (_, description, country) => {
    expect(placeRegion(description, country, index)).toBeNull();
  });
});

describe('fixed-line numbers', () => {
  test.each([
    ['+74951234567', 'RU-MOW'],
    ['+78152421234', 'RU-MUR'],
    ['+78131234567', 'RU-LEN'],
    ['+380441234567', 'UA-30'],
    ['+77272501234', 'KZ-75'],
    ['+77132511234', 'KZ-15'],
    ['+77133521234', 'KZ-15'],
    ['+77252511234', 'KZ-79'],
    ['+994121234567', 'AZ-BA'],
    ['+37410123456', 'AM-ER'],
    ['+3612345678', 'HU-BU'],
    ['+97611123456', 'MN-1'],
    ['+375172123456', 'BY-HM'],
    ['+375152123456', 'BY-HR'],
    ['+998712345678', 'UZ-TK'],
    ['+995322123456', 'GE-TB'],
    ['+996312123456', 'KG-GB'],
    ['+12125551234', 'US-NY'],
  ])('%s is in %s', (e164, code) => {
    expect(top(numberRegion(e164, phonePlace(e164), index))).toBe(code);
  });

  test('a mobile is from nowhere', () => {
    for (const e164 of ['+79261234567', '+77012213456', '+380501234567', '+998901234567', '+375291234567']) {
      expect(numberRegion(e164, phonePlace(e164), index)).toBeNull();
    }
  });
});

test('every code of the hand-written tables is a region', () => {
  const codes = [...PLACE_ALIASES.values(), ...AREA_CODES.values()].filter((code) => code !== '');
  expect(codes.filter((code) => !regions.has(code))).toEqual([]);
});
