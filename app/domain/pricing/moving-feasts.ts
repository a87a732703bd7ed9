/** A day of the Gregorian calendar: milliseconds since 1970-01-01, UTC. */
type Day = number;
const DAY_MS = 86_400_000;
const FULL_MOON_YEARS = 19;

/** Easter Sunday of the Eastern churches, on the Gregorian calendar. Source: Meeus, Astronomical Algorithms, chapter 8 (Julian Easter). */
export function orthodoxEaster(year: number): Day {
  const moon = (19 * (year % FULL_MOON_YEARS) + 15) % 30;
  const weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const day = moon + weekday + 114;
  const behind = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1) + behind * DAY_MS;
}

/** Easter Sunday of the Western churches. Source: the anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
export function westernEaster(year: number): Day {
  const golden = year % FULL_MOON_YEARS;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451);
  const day = moon + weekday - 7 * late + 114;
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1);
}

const ISLAMIC = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});

/**
 * The first days of Ramadan Bayram (1 Shawwal) and of Kurban Bayram (10 Dhu al-Hijja) that begin in a year, by the Umm al-Qura
 * calendar. Countries that wait for the moon may keep them a day apart from it. A year can hold two of a kind.
 */
export function bayrams(year: number): { readonly ramadan: readonly Day[]; readonly kurban: readonly Day[] } {
  const [ramadan, kurban]: [Day[], Day[]] = [[], []];
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += DAY_MS) {
    const parts = ISLAMIC.formatToParts(day);
    const of = (type: string) => parts.find((part) => part.type === type)?.value;
    if (of('month') === '10' && of('day') === '1') ramadan.push(day);
    if (of('month') === '12' && of('day') === '10') kurban.push(day);
  }
  return { ramadan, kurban };
}

/**
 * The first day of Tsagaan Sar, the Mongolian lunar new year. The Mongolian almanac is published by its astronomers and parts from the
 * Chinese one by up to a month, so that it is a table; undefined for other years.
 */
export function tsagaanSar(year: number): Day | undefined {
  const [month, day] = TSAGAAN_SAR.get(year) ?? [];
  return month === undefined || day === undefined ? undefined : Date.UTC(year, month - 1, day);
}

const TSAGAAN_SAR = new Map([
  [2020, [2, 24]],
  [2021, [2, 12]],
  [2022, [2, 2]],
  [2023, [2, 21]],
  [2024, [2, 10]],
  [2025, [3, 1]],
  [2026, [2, 18]],
]);
