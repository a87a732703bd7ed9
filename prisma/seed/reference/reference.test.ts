import { describe, expect, it } from 'vitest';
import { foldText } from '#app/domain/catalog/fold-text.ts';
import { loadLocalNames, parseLocalNames } from './load-local-names.ts';
import { loadRegions, parseRegions, pathOf } from './load-regions.ts';
import { type LocalName, NICHES, sectorOf } from './niches.ts';

const nicheCodes = new Set(NICHES.map(({ code }) => code));
const leaves = NICHES.filter(({ parent }) => parent !== null);
const sectors = NICHES.filter(({ parent }) => parent === null);

function repeated(values: string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

function isComplete(label: LocalName): boolean {
  return [label.en, label.ru, label.uk].every((text) => text.trim() !== '');
}

describe('the niches', () => {
  it('are fifteen sectors with sixty niches, each code once', () => {
    expect(sectors).toHaveLength(15);
    expect(leaves).toHaveLength(60);
    expect(repeated(NICHES.map(({ code }) => code))).toEqual([]);
  });

  it('have parents that exist and that are the sector their code names', () => {
    for (const { code, parent } of leaves) {
      expect(nicheCodes.has(parent ?? '')).toBe(true);
      expect(sectorOf(code)).toBe(parent);
      expect(code).toMatch(/^[a-z0-9]+\.[a-z_]+$/);
    }
    for (const { code } of sectors) expect(sectorOf(code)).toBe(code);
  });

  it('have a profit and peak months, sectors neither', () => {
    for (const niche of leaves) {
      expect(niche.profitRubThousand).toBeGreaterThan(0);
      expect(niche.peakMonths.length).toBeGreaterThan(0);
      expect(niche.peakMonths).toEqual([...new Set(niche.peakMonths)].sort((a, b) => a - b));
      expect(niche.peakMonths.every((month) => Number.isInteger(month) && month >= 1 && month <= 12)).toBe(
        true,
      );
    }
    for (const niche of sectors) {
      expect([niche.profitRubThousand, niche.peakMonths, niche.questions]).toEqual([null, [], []]);
    }
  });

  it('call a profit assumed save in the sectors with published figures', () => {
    const published = new Set(['property', 'credit', 'legal', 'goods']);
    for (const { code, profitAssumed } of NICHES) expect(profitAssumed).toBe(!published.has(sectorOf(code)));
  });

  it.each(leaves.map((niche) => [niche.code, niche] as const))(
    '%s asks 2-6 well-formed questions',
    (_, niche) => {
      expect(niche.questions.length).toBeGreaterThanOrEqual(2);
      expect(niche.questions.length).toBeLessThanOrEqual(6);
      expect(repeated(niche.questions.map(({ key }) => key))).toEqual([]);
      for (const question of niche.questions) {
        expect(question.key).toMatch(/^[a-z][a-z0-9_]*$/);
        const options = question.options ?? [];
        const chooses = question.type === 'choice' || question.type === 'choices';
        expect(options.length >= 2).toBe(chooses);
        expect(repeated(options.map(({ value }) => value))).toEqual([]);
        for (const { value } of options) expect(value).toMatch(/^[a-z][a-z0-9_]*$/);
        for (const language of ['en', 'ru', 'uk'] as const) {
          expect(repeated(options.map(({ label }) => label[language]))).toEqual([]);
        }
        if (question.min !== undefined && question.max !== undefined) {
          expect(question.min).toBeLessThan(question.max);
        }
      }
    },
  );

  it('are named in the three languages throughout', () => {
    const labels = NICHES.flatMap((niche) => [
      niche.name,
      ...niche.questions.flatMap(({ label, options }) => [
        label,
        ...(options ?? []).map((option) => option.label),
      ]),
    ]);
    expect(labels.filter((label) => !isComplete(label))).toEqual([]);
  });

  it('give a key the same type in every niche of a sector', () => {
    for (const sector of sectors) {
      const types = new Map<string, string>();
      for (const niche of leaves.filter(({ parent }) => parent === sector.code)) {
        for (const { key, type } of niche.questions) {
          expect([niche.code, key, types.get(key) ?? type]).toEqual([niche.code, key, type]);
          types.set(key, type);
        }
      }
    }
  });

  it('ask for new flats what agents filter by', () => {
    const questions = NICHES.find(({ code }) => code === 'property.flat_new')?.questions ?? [];
    expect(questions.map(({ key, type }) => [key, type])).toEqual([
      ['rooms', 'integer'],
      ['area_m2', 'number'],
      ['purpose', 'choice'],
      ['payment', 'choice'],
      ['first_payment', 'number'],
      ['has_flat_to_sell', 'boolean'],
    ]);
    expect(questions[0]).toMatchObject({ min: 1, max: 10 });
  });
});

describe('the regions', () => {
  const regions = loadRegions();
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const parents = new Map(regions.map(({ code, parent }) => [code, parent]));
  const ofKind = (kind: string) => regions.filter((region) => region.kind === kind);

  function largestCity(country: string, name: string) {
    return ofKind('city')
      .filter((city) => city.country === country && city.name === name)
      .sort((a, b) => b.population - a.population)[0];
  }

  it('are as many as the sources have', () => {
    expect(ofKind('country')).toHaveLength(250);
    expect(ofKind('subdivision').length).toBeGreaterThan(5000);
    expect(ofKind('subdivision').length).toBeLessThan(5300);
    expect(ofKind('city').length).toBeGreaterThan(23_000);
    expect(ofKind('city').length).toBeLessThan(26_000);
  });

  it('hang in one tree of countries, without gaps and cycles', () => {
    for (const { code, country } of regions) expect(pathOf(code, parents).at(-1)).toBe(country);
    for (const country of ofKind('country')) expect(country.country).toBe(country.code);
  });

  it('have codes of their kind, which an array literal need not quote', () => {
    for (const { code, country } of ofKind('subdivision')) {
      expect(code).toMatch(/^[A-Z]{2}-[A-Z0-9]{1,3}$/);
      expect(code.slice(0, 2)).toBe(country);
    }
    for (const { code } of ofKind('city')) expect(code).toMatch(/^city_\d+$/);
  });

  it('list cities of 15,000 people and more, nearly all in a subdivision', () => {
    const cities = ofKind('city');
    expect(cities.filter(({ population }) => population < 15_000)).toEqual([]);
    expect(cities.filter((city) => city.marketPopulation !== city.population)).toEqual([]);
    expect(cities.filter(({ parent, country }) => parent === country).length).toBeLessThan(
      cities.length / 100,
    );
  });

  it.each([
    ['RU', 'Moscow', 'RU-MOW'],
    ['RU', 'Saint Petersburg', 'RU-SPE'],
    ['RU', 'Vsevolozhsk', 'RU-LEN'],
    ['RU', 'Murmansk', 'RU-MUR'],
    ['RU', 'Khimki', 'RU-MOS'],
    ['UA', 'Kyiv', 'UA-30'],
    ['UA', 'Brovary', 'UA-32'],
    ['UA', 'Lviv', 'UA-46'],
    ['UA', 'Simferopol', 'UA-43'],
    ['UA', 'Sevastopol', 'UA-40'],
    ['AZ', 'Baku', 'AZ-BA'],
    ['AM', 'Yerevan', 'AM-ER'],
    ['HU', 'Budapest', 'HU-BU'],
    ['MN', 'Ulaanbaatar', 'MN-1'],
    ['KZ', 'Almaty', 'KZ-75'],
    ['KZ', 'Astana', 'KZ-71'],
    ['KZ', 'Shymkent', 'KZ-79'],
    ['KZ', 'Semey', 'KZ-10'],
    ['KZ', 'Taldykorgan', 'KZ-33'],
    ['KG', 'Osh', 'KG-GO'],
    ['BY', 'Minsk', 'BY-HM'],
    ['UZ', 'Tashkent', 'UZ-TK'],
    ['AZ', 'Ganja', 'AZ-GA'],
    ['RS', 'Belgrade', 'RS-00'],
    ['IR', 'Tehran', 'IR-23'],
    ['CN', 'Shanghai', 'CN-SH'],
    ['CZ', 'Brno', 'CZ-64'],
    ['US', 'New York', 'US-NY'],
  ])('put %s %s into %s', (country, name, subdivision) => {
    expect(largestCity(country, name)?.parent).toBe(subdivision);
  });

  it('give areas the sum of their cities and a market of a plausible size', () => {
    const sums = new Map<string, number>();
    for (const city of ofKind('city')) {
      for (const code of pathOf(city.code, parents).slice(1)) {
        sums.set(code, (sums.get(code) ?? 0) + city.population);
      }
    }
    for (const area of regions.filter(({ kind }) => kind !== 'city')) {
      expect([area.code, area.population]).toEqual([area.code, sums.get(area.code) ?? 0]);
      expect(area.marketPopulation).toBeLessThanOrEqual(area.population);
      expect(area.marketPopulation >= 15_000).toBe(area.population > 0);
    }
    expect(byCode.get('UA-30')?.marketPopulation).toBe(largestCity('UA', 'Kyiv')?.population);
    expect(byCode.get('RU-MOW')?.marketPopulation).toBe(largestCity('RU', 'Moscow')?.population);
    expect(byCode.get('RU-MUR')?.marketPopulation).toBe(largestCity('RU', 'Murmansk')?.population);
  });

  it.each([
    ['Киев', 'Kyiv'],
    ['Kiev', 'Kyiv'],
    ['Київ', 'Kyiv'],
    ['Санкт-Петербург', 'Saint Petersburg'],
    ['Ереван', 'Yerevan'],
    ['Երևան', 'Yerevan'],
    ['Bakı', 'Baku'],
    ['Улаанбаатар', 'Ulaanbaatar'],
    ['Győr', 'Győr'],
    ['Gyor', 'Győr'],
    ['Нур-Султан', 'Astana'],
    ['Ростов-на-Дону', 'Rostov-on-Don'],
  ])('find by %s %s', (typed, name) => {
    const found = ofKind('city').filter(({ search }) => ` ${search} `.includes(` ${foldText(typed)} `));
    expect(found.map((city) => city.name)).toContain(name);
  });

  it('find countries and subdivisions by their Cyrillic names', () => {
    const search = (code: string) => byCode.get(code)?.search ?? '';
    expect(search('UA')).toContain(foldText('Україна'));
    expect(search('HU')).toContain(foldText('Венгрия'));
    expect(search('AM')).toContain(foldText('Հայաստան'));
    expect(search('UA-46')).toContain(foldText('Львівська область'));
    expect(search('UA-46')).toContain(foldText('Львовская область'));
    expect(search('RU-LEN')).toContain(foldText('Ленинградская область'));
    expect(search('KZ-19')).toContain(foldText('Алматинская область'));
  });

  it('have search text that is folded already', () => {
    expect(regions.filter(({ search }) => foldText(search) !== search).map(({ code }) => code)).toEqual([]);
  });
});

describe('reading the regions file', () => {
  const header = 'code\tkind\tparent\tcountry\tname\tpopulation\tmarket_population\tsearch';
  const country = 'UA\tcountry\t\tUA\tUkraine\t0\t0\tukraine';

  it.each([
    ['a field too few', 'UA-30\tsubdivision\tUA\tUA\tKyiv\t0\t0', /line 3/],
    ['an unknown kind', 'UA-30\toblast\tUA\tUA\tKyiv\t0\t0\tkyiv', /line 3: unknown kind/],
    ['a bad number', 'UA-30\tsubdivision\tUA\tUA\tKyiv\t1e3\t0\tkyiv', /line 3: 1e3/],
    ['a missing parent', 'UA-30\tsubdivision\tXX\tUA\tKyiv\t0\t0\tkyiv', /line 3: there is no region XX/],
    ['a repeated code', country, /line 3: UA stands on line 2 too/],
    [
      'a subdivision without a parent',
      'UA-30\tsubdivision\t\tUA\tKyiv\t0\t0\tkyiv',
      /line 3: a country has no/,
    ],
  ])('refuses %s and names the line', (_, line, message) => {
    expect(() => parseRegions(`${header}\n${country}\n${line}\n`)).toThrow(message);
  });

  it('refuses a wrong header and a cut-off end', () => {
    expect(() => parseRegions(`code\tname\n${country}\n`)).toThrow(/line 1/);
    expect(() => parseRegions(`${header}\n${country}`)).toThrow(/last line/);
  });

  it('refuses a cycle of parents', () => {
    const parents = new Map([
      ['A', 'B'],
      ['B', 'A'],
    ]);
    expect(() => pathOf('A', parents)).toThrow(/do not end/);
  });
});

describe('local names', () => {
  const names = loadLocalNames();
  const regions = loadRegions();

  it('are of regions that there are', () => {
    const codes = new Set(regions.map(({ code }) => code));
    expect([...names.keys()].filter((code) => !codes.has(code))).toEqual([]);
  });

  it.each([
    ['UA', 'uk'],
    ['UA', 'ru'],
    ['RU', 'ru'],
    ['BY', 'ru'],
    ['KZ', 'ru'],
    ['KZ', 'kk'],
    ['AZ', 'az'],
    ['AZ', 'ru'],
    ['AM', 'hy'],
    ['MN', 'mn'],
    ['HU', 'ru'],
  ])('%s has one for each of its parts in %s', (country, language) => {
    const parts = regions.filter((region) => region.kind === 'subdivision' && region.country === country);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter(({ code }) => !names.get(code)?.[language]).map(({ code }) => code)).toEqual([]);
  });

  it('tell the parts of a country apart', () => {
    for (const language of ['uk', 'ru', 'kk', 'az', 'hy', 'mn', 'hu'])
      for (const country of new Set(regions.map((region) => region.country))) {
        const parts = regions.filter((one) => one.kind === 'subdivision' && one.country === country);
        expect(repeated(parts.flatMap(({ code }) => names.get(code)?.[language] ?? []))).toEqual([]);
      }
  });

  it('are written in the letters of their language', () => {
    const letters: Record<string, RegExp> = {
      uk: /^[А-ЯҐЄІЇа-яґєії’ –-]+$/u,
      ru: /^[А-ЯЁа-яё ()–-]+$/u,
      kk: /^[А-ЯЁа-яёӘәҒғҚқҢңӨөҰұҮүҺһІі ]+$/u,
      mn: /^[А-ЯЁа-яёӨөҮү -]+$/u,
      hy: /^[Ա-Ֆա-ֆև ]+$/u,
      hu: /^[A-Za-zÁÉÍÓÖŐÚÜŰáéíóöőúüű -]+$/u,
      az: /^[A-Za-zÇƏĞİÖŞÜçəğıöşü ]+$/u,
    };
    for (const [code, known] of names)
      for (const [language, name] of Object.entries(known))
        expect(name, code).toMatch(letters[language] ?? /^$/);
  });

  it('are read strictly', () => {
    const head = 'language\tcode\tname\n';
    expect(() => parseLocalNames('code\tname\n')).toThrow('line 1');
    expect(() => parseLocalNames(`${head}uk\tUA-30\n`)).toThrow('line 2');
    expect(() => parseLocalNames(`${head}uk\tUA-30\tКиїв\nuk\tUA-30\tКиїв\n`)).toThrow('line 3');
  });
});
