import { type Line, MADE_MONTHS, type Random, type Shape } from './demand-shapes.ts';

/*
 * Markets that were written before the forecast of a short history was tuned: seasons that are no wave, levels that break a few
 * months ago, noise that lasts, low counts.
 */

type Season = (random: Random, height: number) => readonly number[];
const YEAR = 12;
const YEAR_MONTHS = Array.from({ length: YEAR }, (_, month) => month);
const MONTHS = Array.from({ length: MADE_MONTHS }, (_, month) => month);
const LASTS = 0.6;

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / YEAR;
  return values.map((value) => value - mean);
}

/** A shape over the year, from 0 to 1, begun in any month. */
const shaped =
  (of: (share: number) => number): Season =>
  (random, height) => {
    const start = Math.floor(YEAR * random.even());
    return centred(YEAR_MONTHS.map((month) => height * of(((month - start + YEAR) % YEAR) / YEAR)));
  };
const square = shaped((share) => (share < 1 / 3 ? 1 : 0));
const peak = shaped((share) => (share === 0 ? 1 : 0));
const saw = shaped((share) => share);
const wave = shaped((share) => Math.cos(2 * Math.PI * share));
const twin = shaped((share) => Math.cos(4 * Math.PI * share));

type One = {
  rate: number;
  season: Season;
  height: number;
  level?: (month: number) => number;
  dispersion?: number;
  /** Of each month's new part of noise that fades by and by. */
  lasting?: number;
};

const one =
  ({ rate, season, height, level = () => 0, dispersion = 0.01, lasting = 0 }: One) =>
  (random: Random): Line[] => {
    const months = season(random, height);
    let noise = 0;
    const counts = MONTHS.map((month) => {
      noise = LASTS * noise + lasting * random.normal();
      return random.count(rate * Math.exp((months[month % YEAR] ?? 0) + noise + level(month)), dispersion);
    });
    return [{ keys: [], counts }];
  };

const many =
  ({ rate, season, height }: One) =>
  (random: Random): Line[] => {
    const months = season(random, height);
    return Array.from({ length: 35 }, (_, at) => {
      const own = wave(random, 0.1);
      let level = 0;
      const counts = MONTHS.map((month) => {
        level += 0.02 * random.normal();
        const log = (months[month % YEAR] ?? 0) + (own[month % YEAR] ?? 0) + level;
        return random.count((rate / (1 + (at % 7))) * Math.exp(log), 0.03);
      });
      return { keys: [`n${at % 5}`, `r${Math.floor(at / 5)}`], counts };
    });
  };

const since = (monthsAgo: number, by: number) => (month: number) =>
  month >= MADE_MONTHS - YEAR - monthsAgo ? by : 0;

export const FRESH_SHAPES: readonly Shape[] = [
  { name: 'square season', make: one({ rate: 200, season: square, height: 0.8 }) },
  { name: 'one month of the year', make: one({ rate: 150, season: peak, height: 1 }) },
  { name: 'two peaks', make: one({ rate: 100, season: twin, height: 0.4 }) },
  { name: 'saw', make: one({ rate: 250, season: saw, height: 0.9, dispersion: 0.02 }) },
  { name: 'faint season, wide', make: one({ rate: 80, season: wave, height: 0.1, dispersion: 0.05 }) },
  {
    name: 'wave growing 1 % a month',
    make: one({ rate: 100, season: wave, height: 0.4, level: (month) => 0.01 * month }),
  },
  {
    name: 'saw falling 3 % a month',
    make: one({ rate: 3_000, season: saw, height: 0.6, level: (month) => -0.03 * month }),
  },
  {
    name: 'break 5 months ago',
    make: one({ rate: 200, season: wave, height: 0.35, level: since(5, 0.5) }),
  },
  {
    name: 'break 9 months ago',
    make: one({ rate: 200, season: square, height: 0.5, level: since(9, -0.4) }),
  },
  {
    name: 'noise that lasts',
    make: one({ rate: 300, season: wave, height: 0.3, lasting: 0.1, dispersion: 0 }),
  },
  { name: 'about 5 a month', make: one({ rate: 5, season: wave, height: 0.6, dispersion: 0 }) },
  { name: 'about 15 a month', make: one({ rate: 15, season: square, height: 0.6, dispersion: 0.02 }) },
  { name: '35 series, two peaks', make: many({ rate: 100, season: twin, height: 0.35 }) },
  { name: '35 series, thin saw', make: many({ rate: 10, season: saw, height: 0.7 }) },
];
