import { MADE_MONTHS, type Random, type Shape } from './demand-shapes.ts';

/*
 * Markets that were written before the results of learning how smooth a season is, and whether it moves, were seen; versions of that were
 * then compared by them among others.
 */

const YEAR = 12;
/** Of the moon, in months of the sun. */
const LUNAR_YEAR = (YEAR * 354.37) / 365.25;
const MONTHS = Array.from({ length: MADE_MONTHS }, (_, month) => month);
/** Months until one is drawn that no longer depends on where the noise began. */
const WARMING_UP = 40;

/** ln of what a part of the market does to each month. */
type Log = (random: Random) => (month: number) => number;

const made = (name: string, rate: number, ...logs: Log[]): Shape => ({
  name,
  make: (random) => {
    const parts = logs.map((log) => log(random));
    const logOf = (month: number) => parts.reduce((sum, part) => sum + part(month), 0);
    return [{ keys: [], counts: MONTHS.map((month) => random.count(rate * Math.exp(logOf(month)))) }];
  },
});

/** A wave of the year whose height and peak may change with the month. */
const wave =
  (heightOf: (month: number) => number, laterAYear = 0): Log =>
  (random) => {
    const peak = YEAR * random.even();
    return (month) =>
      heightOf(month) * Math.cos((2 * Math.PI * (month - peak - (month * laterAYear) / YEAR)) / YEAR);
  };

const uneven =
  (height: number): Log =>
  (random) => {
    const months = Array.from({ length: YEAR }, () => height * random.normal());
    const mean = months.reduce((sum, value) => sum + value, 0) / YEAR;
    return (month) => (months[month % YEAR] ?? 0) - mean;
  };

const walk =
  (step: number): Log =>
  (random) => {
    let level = 0;
    const levels = MONTHS.map(() => {
      level += step * random.normal();
      return level;
    });
    return (month) => levels[month] ?? 0;
  };

const noise =
  (step: number, kept = 0): Log =>
  (random) => {
    let last = 0;
    const next = () => {
      last = kept * last + step * random.normal();
      return last;
    };
    for (let month = 0; month < WARMING_UP; month += 1) next();
    const all = MONTHS.map(next);
    return (month) => all[month] ?? 0;
  };

/** Some weeks about a day of the lunar year. */
const feast =
  (height: number): Log =>
  (random) => {
    const day = YEAR * random.even();
    return (month) => {
      const since = (((month - day) % LUNAR_YEAR) + LUNAR_YEAR) % LUNAR_YEAR;
      return height * Math.exp(-(Math.min(since, LUNAR_YEAR - since) ** 2) / 2);
    };
  };

const growth =
  (aMonth: number): Log =>
  () =>
  (month) =>
    aMonth * month;

export const LAST_SHAPES: readonly Shape[] = [
  made('level walks by 2 %', 300, uneven(0.3), walk(0.02)),
  made(
    'level walks by 6 %',
    300,
    wave(() => 0.4),
    walk(0.06),
  ),
  made('uneven, noise kept by .7', 250, uneven(0.3), noise(0.1, 0.7)),
  made('a feast eleven days earlier', 300, feast(0.8), noise(0.06)),
  made(
    'wave that moves, growing',
    200,
    wave(() => 0.4, -0.36),
    growth(0.01),
    noise(0.06),
  ),
  made(
    'wave twice as high in 3 years',
    300,
    wave((month) => 0.15 * 2 ** (month / 36)),
    noise(0.06),
  ),
];
