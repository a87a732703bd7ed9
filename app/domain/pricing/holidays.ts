import { bayrams, orthodoxEaster, tsagaanSar, westernEaster } from './moving-feasts.ts';

/**
 * Public holidays that lie on the same day each year, by country, as month and day; bridge days and moved days off are left out. Those of
 * the United States that lie on a weekday of their month stand on its 15th: only the month counts.
 * Source: the countries' laws on holidays, as of 2025. Ukraine's are by law too, though worked through under martial law.
 */
const DAYS = new Map(
  Object.entries({
    AM: '01-01 01-02 01-06 01-28 03-08 04-24 05-01 05-09 05-28 07-05 09-21 12-31',
    AZ: '01-01 01-02 01-20 03-08 03-20 03-21 03-22 03-23 03-24 05-09 05-28 06-15 06-26 11-08 11-09 12-31',
    BY: '01-01 01-02 01-07 03-08 05-01 05-09 07-03 11-07 12-25',
    GE: '01-01 01-02 01-07 01-19 03-03 03-08 04-09 05-09 05-12 05-17 05-26 08-28 10-14 11-23',
    HU: '01-01 03-15 05-01 08-20 10-23 11-01 12-25 12-26',
    KG: '01-01 01-07 02-23 03-08 03-21 05-01 05-05 05-09 08-31 11-07 11-08',
    KZ: '01-01 01-02 01-07 03-08 03-21 03-22 03-23 05-01 05-07 05-09 07-06 08-30 10-25 12-16',
    MN: '01-01 03-08 06-01 07-11 07-12 07-13 07-14 07-15 11-26 12-29',
    RU: '01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-09 06-12 11-04',
    TJ: '01-01 03-08 03-21 03-22 03-23 03-24 05-09 06-27 09-09 11-06',
    TM: '01-01 03-08 03-21 03-22 05-18 09-27 10-06 12-12',
    UA: '01-01 03-08 05-01 05-08 06-28 07-15 08-24 10-01 12-25',
    US: '01-01 01-15 02-15 05-15 06-19 07-04 09-15 10-15 11-11 11-15 12-25',
    UZ: '01-01 03-08 03-21 05-09 09-01 10-01 12-08',
  }),
);

type Feasts = {
  /** Days after Easter Sunday, of the Eastern and of the Western churches. */
  readonly orthodox?: readonly number[];
  readonly western?: readonly number[];
  /** How many days are free from the first one on. */
  readonly ramadan?: number;
  readonly kurban?: number;
  readonly tsagaanSar?: number;
};

/** Days off that move from year to year, by the same laws. */
const FEASTS = new Map<string, Feasts>(
  Object.entries({
    AZ: { ramadan: 2, kurban: 2 },
    // Radonitsa.
    BY: { orthodox: [9] },
    GE: { orthodox: [-2, -1, 0, 1] },
    // Good Friday, Easter and Whitsun.
    HU: { western: [-2, 0, 1, 49, 50] },
    KG: { ramadan: 1, kurban: 1 },
    KZ: { kurban: 1 },
    MN: { tsagaanSar: 3 },
    TJ: { ramadan: 1, kurban: 1 },
    TM: { ramadan: 1, kurban: 3 },
    // Easter and Trinity.
    UA: { orthodox: [0, 49] },
    UZ: { ramadan: 1, kurban: 1 },
  }),
);

/**
 * What a region has beside its country: days off by its own law. Those of a weekday of their month stand on its middle here too.
 * Source: the laws of Russia's republics on the days of the republic, on Ramadan and Kurban Bayram and on the White Month; the statutes
 * of the states on legal holidays, as of 2025. Regions that are not here have none that is known.
 */
const REGIONS = new Map<string, { readonly days?: string; readonly feasts?: Feasts }>(
  Object.entries({
    'RU-AD': { days: '10-05', feasts: { ramadan: 1, kurban: 1 } },
    'RU-AL': { feasts: { tsagaanSar: 1 } },
    'RU-BA': { days: '10-11', feasts: { ramadan: 1, kurban: 1 } },
    'RU-BU': { feasts: { tsagaanSar: 1 } },
    'RU-CE': { days: '04-16', feasts: { ramadan: 1, kurban: 1 } },
    'RU-CU': { days: '06-24' },
    'RU-DA': { days: '07-26 09-15', feasts: { ramadan: 1, kurban: 1 } },
    'RU-IN': { days: '06-04', feasts: { ramadan: 1, kurban: 1 } },
    'RU-KB': { feasts: { ramadan: 1, kurban: 1 } },
    'RU-KC': { days: '05-03', feasts: { ramadan: 1, kurban: 1 } },
    'RU-KL': { feasts: { tsagaanSar: 1 } },
    'RU-KO': { days: '08-22' },
    'RU-SA': { days: '04-27 06-21' },
    'RU-TA': { days: '08-30 11-06', feasts: { ramadan: 1, kurban: 1 } },
    'RU-TY': { days: '08-15', feasts: { tsagaanSar: 1 } },
    'US-AK': { days: '03-16 10-18' },
    'US-CA': { days: '03-31' },
    // Good Friday, and in Louisiana Mardi Gras.
    'US-HI': { days: '03-26 06-11 08-16', feasts: { western: [-2] } },
    'US-LA': { feasts: { western: [-47, -2] } },
    'US-MA': { days: '04-16' },
    'US-ME': { days: '04-16' },
    'US-NV': { days: '10-16' },
    'US-RI': { days: '08-16' },
    'US-UT': { days: '07-24' },
    'US-VT': { days: '03-16 08-16' },
    'US-WV': { days: '06-20' },
  }),
);

const DAY_MS = 86_400_000;
const MONTHS = 12;
/** The first quarter, into which Tsagaan Sar falls. */
const MARCH = 3;

/** By country and year; a process meets few years. */
const known = new Map<string, readonly (number | undefined)[]>();
const KNOWN_LIMIT = 1_000;

/**
 * How many public holidays a month has in a country, or in a region of it with days of its own, whatever weekday they fall on;
 * undefined where that is not known.
 * @param month 1 to 12
 * @param regionCode an ISO 3166-2 subdivision; the country as a whole where there is none
 */
export function holidaysIn(
  countryCode: string,
  { year, month }: { year: number; month: number },
  regionCode?: string,
): number | undefined {
  const region = regionCode !== undefined && REGIONS.has(regionCode) ? regionCode : null;
  const name = `${region ?? countryCode} ${year}`;
  let months = known.get(name);
  if (!months) {
    if (known.size >= KNOWN_LIMIT) known.clear();
    months = holidaysOf(countryCode, region, year);
    known.set(name, months);
  }
  return months[month - 1];
}

function holidaysOf(countryCode: string, region: string | null, year: number): (number | undefined)[] {
  const fixed = DAYS.get(countryCode);
  if (fixed === undefined) return [];
  const feasts = FEASTS.get(countryCode) ?? {};
  // A feast on a fixed holiday is no second one.
  const own = REGIONS.get(region ?? '') ?? {};
  const dates = [...fixed.split(' '), ...(own.days?.split(' ') ?? [])];
  const days = new Set(dates.map((day) => Date.parse(`${year}-${day}`)));
  for (const moving of [feasts, own.feasts ?? {}]) for (const day of movingDays(moving, year)) days.add(day);
  const isLunar = feasts.tsagaanSar !== undefined || own.feasts?.tsagaanSar !== undefined;
  const isUnsure = isLunar && tsagaanSar(year) === undefined;
  return Array.from({ length: MONTHS }, (_, at) =>
    isUnsure && at < MARCH
      ? undefined
      : [...days].filter((day) => day >= Date.UTC(year, at) && day < Date.UTC(year, at + 1)).length,
  );
}

function movingDays(feasts: Feasts, year: number): number[] {
  const after = (first: number, days: number) => first + days * DAY_MS;
  const run = (firsts: readonly number[], days: number) =>
    firsts.flatMap((first) => Array.from({ length: days }, (_, at) => after(first, at)));
  const { ramadan = 0, kurban = 0 } = feasts;
  // A feast may have begun in the last days of the year before.
  const islamic = ramadan + kurban === 0 ? [] : [year - 1, year].map(bayrams);
  const lunar = feasts.tsagaanSar === undefined ? undefined : tsagaanSar(year);
  return [
    ...(feasts.orthodox ?? []).map((days) => after(orthodoxEaster(year), days)),
    ...(feasts.western ?? []).map((days) => after(westernEaster(year), days)),
    ...islamic.flatMap((one) => [...run(one.ramadan, ramadan), ...run(one.kurban, kurban)]),
    ...(lunar === undefined ? [] : run([lunar], feasts.tsagaanSar ?? 0)),
  ];
}
