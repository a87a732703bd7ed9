import { type Line, MADE_MONTHS, type Random, type Shape } from './demand-shapes.ts';

/*
 * Markets that were written after the forecast was last changed, and that nothing was tuned by: noise that lasts in other ways, a market
 * shaken as a whole, counts that come in bursts, seasons that move or differ within one sector.
 */

const YEAR = 12;
const MONTHS = Array.from({ length: MADE_MONTHS }, (_, month) => month);
/** Months until one is drawn that no longer depends on where the noise began. */
const WARMING_UP = 40;

/** Noise of ln, month by month, each from the two before it and a new part of standard deviation `step`. */
function lastingNoise(random: Random, { kept, before = 0, step }: Lasting): number[] {
  let [last, earlier] = [0, 0];
  const next = () => {
    [last, earlier] = [kept * last + before * earlier + step * random.normal(), last];
    return last;
  };
  for (let month = 0; month < WARMING_UP; month += 1) next();
  return MONTHS.map(next);
}
type Lasting = { kept: number; before?: number; step: number };

function wave(random: Random, height: number): (month: number) => number {
  const peak = YEAR * random.even();
  return (month) => height * Math.cos((2 * Math.PI * (month - peak)) / YEAR);
}

/** Twelve months each for itself. */
function uneven(random: Random, height: number): (month: number) => number {
  const months = Array.from({ length: YEAR }, () => height * random.normal());
  const mean = months.reduce((sum, value) => sum + value, 0) / YEAR;
  return (month) => (months[month % YEAR] ?? 0) - mean;
}

type One = {
  rate: number;
  season: (random: Random) => (month: number) => number;
  noise?: (random: Random) => readonly number[];
  /** Of ln, a month. */
  trend?: number;
};

const one =
  ({ rate, season, noise = () => [], trend = 0 }: One) =>
  (random: Random): Line[] => {
    const [seasonOf, noises] = [season(random), noise(random)];
    const logOf = (month: number) => seasonOf(month) + (noises[month] ?? 0) + trend * month;
    return [{ keys: [], counts: MONTHS.map((month) => random.count(rate * Math.exp(logOf(month)))) }];
  };

const kept = (share: number, step = 0.1) =>
  one({
    rate: 300,
    season: (random) => wave(random, 0.35),
    noise: (random) => lastingNoise(random, { kept: share, step }),
  });

/** A random step of the level each month. */
function walk(random: Random, step: number): number[] {
  let level = 0;
  return MONTHS.map(() => {
    level += step * random.normal();
    return level;
  });
}

/** Student's t with three degrees of freedom: a month out of many lies far off. */
function heavy(random: Random, scale: number): number[] {
  return MONTHS.map(() => {
    const squares = [random.normal(), random.normal(), random.normal()].map((value) => value ** 2);
    return (scale * random.normal()) / Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / 3);
  });
}

/** The wave's peak comes a fortnight later each year. */
function moving(random: Random): (month: number) => number {
  const peak = YEAR * random.even();
  return (month) => 0.4 * Math.cos((2 * Math.PI * (month - peak - month / 24)) / YEAR);
}

type Many = { series: number; logOf: (random: Random) => (series: number, month: number) => number };

/** Series of four niches, each half as large as the one before or a little less. */
const many =
  ({ series, logOf }: Many) =>
  (random: Random): Line[] => {
    const log = logOf(random);
    return Array.from({ length: series }, (_, at) => ({
      keys: [`n${at % 4}`, `p${Math.floor(at / 4)}`],
      counts: MONTHS.map((month) =>
        random.count(Math.exp(log(at, month)) / (1 + Math.floor(at / 4) / 2), 0.02),
      ),
    }));
  };

export const LATER_SHAPES: readonly Shape[] = [
  { name: 'noise kept by .4', make: kept(0.4) },
  { name: 'noise kept by .8', make: kept(0.8) },
  { name: 'noise that swings back', make: kept(-0.5) },
  {
    name: 'noise in waves of a half-year',
    make: one({
      rate: 300,
      season: (random) => wave(random, 0.35),
      noise: (random) => lastingNoise(random, { kept: 0.8, before: -0.6, step: 0.08 }),
    }),
  },
  {
    name: 'walking level',
    make: one({
      rate: 250,
      season: (random) => uneven(random, 0.3),
      noise: (random) => walk(random, 0.04),
    }),
  },
  {
    name: 'growth and noise that lasts',
    make: one({
      rate: 150,
      season: (random) => wave(random, 0.4),
      noise: (random) => lastingNoise(random, { kept: 0.7, step: 0.08 }),
      trend: 0.015,
    }),
  },
  {
    name: 'far-off months',
    make: one({
      rate: 200,
      season: (random) => uneven(random, 0.35),
      noise: (random) => heavy(random, 0.1),
    }),
  },
  { name: 'large counts, no noise', make: one({ rate: 5_000, season: (random) => uneven(random, 0.4) }) },
  { name: 'small counts, no noise', make: one({ rate: 40, season: (random) => wave(random, 0.5) }) },
  {
    name: 'season that moves',
    make: one({
      rate: 300,
      season: moving,
      noise: (random) => lastingNoise(random, { kept: 0, step: 0.08 }),
    }),
  },
  {
    name: '24 series shaken together',
    make: many({
      series: 24,
      logOf: (random) => {
        const [season, shock] = [wave(random, 0.3), lastingNoise(random, { kept: 0.7, step: 0.1 })];
        return (_, month) => Math.log(80) + season(month) + (shock[month] ?? 0);
      },
    }),
  },
  {
    name: '40 series in bursts',
    make: many({
      series: 40,
      logOf: (random) => {
        const season = wave(random, 0.6);
        return (_, month) => Math.log(random.even() < 0.6 ? 0.3 : 6) + season(month);
      },
    }),
  },
  {
    name: '20 series of two seasons',
    make: many({
      series: 20,
      logOf: (random) => {
        const season = wave(random, 0.4);
        return (at, month) => Math.log(60) + (at % 2 === 0 ? 1 : -1) * season(month);
      },
    }),
  },
];
