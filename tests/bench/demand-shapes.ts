import type { DemandRow } from '#app/domain/pricing/demand/gather-series.ts';

/** A market made up to be forecast: what came, the months held back, and the keys it is told by. */
export type Shape = {
  readonly name: string;
  readonly make: (random: Random) => readonly Line[];
};

/** One series: its keys and the rate behind its counts, for as many months as are asked for. */
export type Line = { readonly keys: readonly string[]; readonly counts: readonly number[] };

export type Random = {
  /** Evenly in [0, 1). */
  readonly even: () => number;
  /** Standard normal. */
  readonly normal: () => number;
  /** A count of a rate: Poisson, or wider where `dispersion` is above zero (negative binomial). */
  readonly count: (rate: number, dispersion?: number) => number;
};

/** Months made of each market: the longest history and a year to forecast. */
export const MADE_MONTHS = 84;

/** Source of the generator: mulberry32. */
export function openRandom(seed: number): Random {
  let state = seed * 2_654_435_761;
  const even = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
  const poisson = (rate: number) => {
    if (rate > 50) return Math.max(0, Math.round(rate + Math.sqrt(rate) * normal()));
    let [count, product] = [0, even()];
    for (const end = Math.exp(-rate); product > end; count += 1) product *= even();
    return count;
  };
  // Log-normal in place of gamma: as wide, and drawn in a line.
  const count = (rate: number, dispersion = 0) => {
    const variance = Math.log1p(dispersion);
    return poisson(rate * Math.exp(Math.sqrt(variance) * normal() - variance / 2));
  };
  return { even, normal, count };
}

const MONTHS = Array.from({ length: MADE_MONTHS }, (_, month) => month);

/** Twelve logarithms about 0: a wave of the height, and a share of it for months on their own. */
function seasonOf(random: Random, height: number, spiky = 0.3): number[] {
  const peak = random.even() * 12;
  const raw = Array.from(
    { length: 12 },
    (_, month) =>
      height * Math.SQRT2 * (1 - spiky) * Math.cos((2 * Math.PI * (month - peak)) / 12) +
      height * spiky * random.normal(),
  );
  const mean = raw.reduce((sum, value) => sum + value, 0) / 12;
  return raw.map((value) => value - mean);
}

/** ln of the level: a straight trend a month and a random walk. */
function levelOf(random: Random, { trend, step }: { trend: number; step: number }): number[] {
  let drift = 0;
  return MONTHS.map((month) => {
    drift += step * random.normal();
    return trend * month + drift;
  });
}

function countsOf(
  random: Random,
  of: { rate: number; level: readonly number[]; season: readonly number[]; dispersion: number },
): number[] {
  return MONTHS.map((month) =>
    random.count(of.rate * Math.exp((of.level[month] ?? 0) + (of.season[month % 12] ?? 0)), of.dispersion),
  );
}

type Single = {
  rate: number;
  height: number;
  trend: number;
  step: number;
  dispersion: number;
  spiky?: number;
};

const single =
  (of: Single) =>
  (random: Random): Line[] => [
    {
      keys: [],
      counts: countsOf(random, {
        rate: of.rate,
        level: levelOf(random, of),
        season: seasonOf(random, of.height, of.spiky),
        dispersion: of.dispersion,
      }),
    },
  ];

type Market = {
  sectors: number;
  niches: number;
  places: number;
  rate: number;
  height: number;
  /** How far the season of a place strays from its niche's. */
  stray: number;
  trend: number;
  step: number;
  dispersion: number;
};

/** Sectors of like niches in places of very unlike size. */
const market =
  (of: Market) =>
  (random: Random): Line[] => {
    const lines: Line[] = [];
    for (let sector = 0; sector < of.sectors; sector += 1) {
      const sectorSeason = seasonOf(random, of.height);
      for (let niche = 0; niche < of.niches; niche += 1) {
        const own = seasonOf(random, of.height / 2);
        const level = levelOf(random, { trend: of.trend * random.normal(), step: of.step });
        for (let place = 0; place < of.places; place += 1) {
          const stray = seasonOf(random, of.stray, 1);
          const drift = levelOf(random, { trend: 0, step: of.step });
          lines.push({
            keys: [`s${sector}`, `s${sector}.n${niche}`, `p${place}`],
            counts: countsOf(random, {
              rate: (of.rate / (place + 1)) * Math.exp(0.5 * random.normal()),
              level: level.map((value, month) => value + (drift[month] ?? 0)),
              season: sectorSeason.map((value, month) => value + (own[month] ?? 0) + (stray[month] ?? 0)),
              dispersion: of.dispersion,
            }),
          });
        }
      }
    }
    return lines;
  };

/** A part of the months turns upside down what was learned before. */
const broken =
  (of: Single, at: number, factor: number) =>
  (random: Random): Line[] =>
    single(of)(random).map(({ keys, counts }) => ({
      keys,
      counts: counts.map((count, month) => (month < at ? count : random.count(count * factor))),
    }));

/** Single months three times as large, as when a campaign ran or a row was typed wrong. */
const struck =
  (of: Single) =>
  (random: Random): Line[] =>
    single(of)(random).map(({ keys, counts }) => ({
      keys,
      counts: counts.map((count) => (random.even() < 0.03 ? count * 3 : count)),
    }));

const calm: Single = { rate: 300, height: 0.25, trend: 0, step: 0.01, dispersion: 0.01 };
const small: Market = {
  sectors: 3,
  niches: 3,
  places: 6,
  rate: 120,
  height: 0.25,
  stray: 0.05,
  trend: 0.01,
  step: 0.02,
  dispersion: 0.02,
};

export const SHAPES: readonly Shape[] = [
  { name: 'one calm series', make: single(calm) },
  { name: 'one strong season', make: single({ ...calm, height: 0.7, spiky: 0.6 }) },
  { name: 'one noisy series', make: single({ ...calm, rate: 60, dispersion: 0.08 }) },
  { name: 'growing 2 % a month', make: single({ ...calm, trend: 0.02 }) },
  { name: 'shrinking 2 % a month', make: single({ ...calm, trend: -0.02 }) },
  { name: 'wandering level', make: single({ ...calm, step: 0.06 }) },
  { name: 'peaks of one month', make: single({ ...calm, height: 0.4, spiky: 1 }) },
  { name: 'level breaks', make: broken(calm, MADE_MONTHS - 18, 0.6) },
  { name: 'months struck by x3', make: struck(calm) },
  { name: 'small counts', make: single({ ...calm, rate: 8, dispersion: 0.02 }) },
  { name: 'counts about 2', make: single({ ...calm, rate: 2, height: 0.5, dispersion: 0 }) },
  { name: 'market of 54 series', make: market(small) },
  { name: 'market, thin places', make: market({ ...small, rate: 12, places: 10 }) },
  { name: 'market, seasons astray', make: market({ ...small, stray: 0.3 }) },
  { name: 'market, wide counts', make: market({ ...small, dispersion: 0.3 }) },
];

/** The months before the last year, cut to the history asked for, and that year. */
export function cut(lines: readonly Line[], history: number, horizon: number) {
  const start = MADE_MONTHS - horizon - history;
  const rows: DemandRow[] = lines.flatMap(({ keys, counts }) =>
    counts.slice(start, start + history).map((count, month) => ({ keys, month: start + month, count })),
  );
  const past = lines.map(({ counts }) => counts.slice(start, start + history));
  const future = lines.map(({ counts }) => counts.slice(start + history));
  return { rows, past, future };
}
