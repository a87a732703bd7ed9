import { type Belief, drawSpreads } from './draw-spreads.ts';
import { type Counts, likelihoodOf, type Span, type Spread, type Whole } from './fit-process.ts';

/** One series to learn from. */
export type Lesson = {
  readonly counts: Counts;
  readonly whole: Whole | null;
  readonly doubt: readonly number[];
};

const YEAR = 12;

/** A spread that may be the true one. */
export type Candidate = {
  readonly spread: Spread;
  /** For the width of the band: what was taken for season may have been noise, and levels wander off unseen before. */
  readonly band: Spread;
  /** How likely it is. */
  readonly weight: number;
};

/** The likeliest spreads, the likeliest first; their weights sum to 1. */
export type Learned = readonly Candidate[];

type Part = keyof Spread;

/** What is believed of a whole market before its months are seen, and of a part against its whole. */
export const USUAL_WHOLE: Spread = {
  noise: 0.1,
  level: 0.03,
  trend: 0.006,
  lasting: 0.06,
  kept: 0.6,
  season: 0.25,
  passing: 0.02,
  smooth: 0.5,
  moving: 0,
  follow: 0,
};
export const USUAL_PART: Spread = {
  noise: 0.12,
  level: 0.03,
  trend: 0.003,
  lasting: 0.02,
  kept: 0.6,
  season: 0.12,
  passing: 0.02,
  smooth: 0.5,
  moving: 0,
  follow: 0.8,
};

/** Standard deviation of ln of each spread about what is usual. */
const DOUBT: Readonly<Record<Part, number>> = {
  noise: 0.8,
  level: 0.7,
  trend: 0.7,
  lasting: 0.8,
  kept: 0,
  season: 1.5,
  passing: 0,
  smooth: 0,
  moving: 0,
  follow: 0,
};

/** What is believed of the spreads that are drawn. */
const DOUBT_OF_DRAWS = {
  noise: 0.4,
  level: 1.3,
  trend: 0.7,
  lasting: 0.4,
  season: 0.4,
  passing: 1.5,
};
const BELIEF_OF_WHOLE: Belief = {
  middle: {
    noise: 0.08,
    level: 0.01,
    trend: 0.006,
    lasting: 0.08,
    season: 0.25,
    passing: 0.03,
  },
  doubt: DOUBT_OF_DRAWS,
  calm: 1,
};
const BELIEF_OF_PART: Belief = {
  middle: {
    noise: 0.1,
    level: 0.012,
    trend: 0.003,
    lasting: 0.04,
    season: 0.12,
    passing: 0.03,
  },
  doubt: { ...DOUBT_OF_DRAWS, season: 0.6 },
  calm: 1,
};
/** Spreads drawn for one series; several series together tell more of theirs, and need fewer. */
const DRAWS = 300;
const CANDIDATES_LIMIT = 32;
const LEAST_WEIGHT = 0.005;
/**
 * Chance that the season of a whole does not keep to the calendar, as what hangs on the moon, on school terms or on weather does not; how far
 * it then moves in a year, in months (normal; a lunar year is 11 days, .36 months, short); and the moves that are
 * tried. How likely a move is was judged by one market of the bench that moves.
 */
const MOVING_CHANCE = 0.4;
const MOVING_SD = 0.35;
const MOVING_TRIED = [-0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8];
/** The likeliest spreads by a season that keeps to the calendar, which are tried with one that moves. */
const MOVED_LIMIT = 16;
const MOVING_BELIEF = beliefInMoving();

const STEPS = [2, 1.5, 1.25];
/** Rounds of one step, at most. */
const ROUNDS = 4;
const FOLLOWS = [0, 0.25, 0.5, 0.75, 1];
const PARTS = ['season', 'noise', 'level', 'trend', 'lasting'] as const;
/** What one step changes: each alone, and season against noise, which a short history hardly tells apart. */
const MOVES: readonly Partial<Record<Part, 1 | -1>>[] = [
  { season: 1, noise: -1 },
  { season: 1 },
  { noise: 1 },
  { level: 1 },
  { trend: 1 },
  { lasting: 1 },
  { lasting: 1, level: -1 },
];
/** While no season came twice, noise looks like season: the first is taken as usual, so that the second is kept. */
const SEASON_ALONE: typeof MOVES = [{ season: 1 }];
const NOISE_OF_SEASON = 0.4;
const LEVEL_OF_USUAL = 0.4;
const CAUTION = 1.2;
/** Of a year seen once the next year's level, trend and noise are known worse still, and a part strays from its whole by chance as easily as by season. */
const YOUNG_NOISE_OF_SEASON = { whole: 0.35, part: 0.9 };
const YOUNG_CAUTION = { level: 1.6, trend: 2 };
/** Calendar months seen twice from which the two are told apart. */
export const REPEATED = 6;
/** Series that a spread is learned from; more teach little and cost time. */
const LESSONS_LIMIT = 60;

/**
 * The spreads that the series of one depth may have in common. The likeliest is the maximum of their likelihood and of what is usual,
 * found coordinate by coordinate in ever smaller steps. Where seasons came twice it is one among many that are drawn from what is
 * believed: the months of one series leave many open, and a forecast by their mean does not take chance for a rule.
 */
export function learnSpread(span: Span, lessons: readonly Lesson[], usual: Spread): Learned {
  const repeated = isRepeated(lessons);
  const moves = repeated ? MOVES : SEASON_ALONE;
  const tie = (one: Spread): Spread => (repeated ? one : tied(one, usual));
  const taught = everyNth(lessons, LESSONS_LIMIT);
  const likelihood = (spread: Spread) =>
    taught.reduce(
      (sum, { counts, whole, doubt }) => sum + likelihoodOf(counts, span, whole, spread, doubt),
      0,
    );
  const worthOf = (spread: Spread) => likelihood(spread) + believed(spread, usual);
  let best = tie(usual);
  let worth = worthOf(best);
  const tryOne = (spread: Spread): boolean => {
    const tried = worthOf(spread);
    if (tried <= worth) return false;
    [best, worth] = [spread, tried];
    return true;
  };
  for (const step of STEPS) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = worth;
      if (usual.follow > 0) for (const follow of FOLLOWS) tryOne({ ...best, follow });
      for (const move of moves) {
        const up = tryOne(tie(moved(best, move, step)));
        if (!up) tryOne(tie(moved(best, move, 1 / step)));
      }
      if (worth === before) break;
    }
  }
  if (repeated) {
    const draws = Math.ceil(DRAWS / Math.sqrt(Math.max(taught.length, 1)));
    const belief = usual.follow > 0 ? BELIEF_OF_PART : BELIEF_OF_WHOLE;
    const drawn = judged([best, ...drawSpreads(belief, draws, best.follow)], likelihood);
    return weigh(usual.follow > 0 ? drawn : withMoving(drawn, likelihood));
  }
  const season = best.season * Math.max(1, best.season / usual.season);
  const noiseOfSeason = YOUNG_NOISE_OF_SEASON[usual.follow > 0 ? 'part' : 'whole'];
  const band = {
    ...best,
    level: YOUNG_CAUTION.level * usual.level,
    trend: YOUNG_CAUTION.trend * usual.trend,
    noise: Math.max(usual.noise, noiseOfSeason * best.season),
  };
  return [{ spread: { ...best, season }, band, weight: 1 }];
}

/** A spread and ln of how likely it is. */
type Judged = { readonly spread: Spread; readonly worth: number };

/** The likeliest first: each is as likely as the lessons' months are by it (Bayes). */
function judged(spreads: readonly Spread[], likelihood: (spread: Spread) => number): Judged[] {
  return spreads.map((spread) => ({ spread, worth: likelihood(spread) })).sort((a, b) => b.worth - a.worth);
}

/**
 * The likeliest with their seasons as they are, and moving: by what is believed of moves, and by the months. Two years rarely tell one move
 * from another, but their mean goes on in the direction that the last year took.
 */
function withMoving(all: readonly Judged[], likelihood: (spread: Spread) => number): Judged[] {
  return all.slice(0, MOVED_LIMIT).flatMap(({ spread, worth }) =>
    MOVING_TRIED.map((moving, index) => {
      const moved = { ...spread, moving };
      const belief = Math.log(MOVING_BELIEF[index] ?? 0);
      return { spread: moved, worth: belief + (moving === 0 ? worth : likelihood(moved)) };
    }),
  );
}

/** The likeliest of the spreads; wanderings are taken as wider for the band. */
function weigh(all: readonly Judged[]): Learned {
  const most = Math.max(...all.map(({ worth }) => worth));
  const likely = all
    .map(({ spread, worth }) => ({ spread, weight: Math.exp(worth - most) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, CANDIDATES_LIMIT)
    .filter(({ weight }) => weight > LEAST_WEIGHT);
  const sum = likely.reduce((total, { weight }) => total + weight, 0);
  return likely.map(({ spread, weight }) => ({
    spread,
    band: { ...spread, level: CAUTION * spread.level, trend: CAUTION * spread.trend },
    weight: weight / sum,
  }));
}

/**
 * While no season came twice, each month's stray may be season or noise. The season is then taken to be most of it,
 * and the more so the higher it is, so that a year of clear season is repeated rather than smoothed away.
 */
function tied(spread: Spread, usual: Spread): Spread {
  const height = spread.season / usual.season;
  return {
    ...spread,
    noise: Math.min(NOISE_OF_SEASON * spread.season, usual.noise),
    level: LEVEL_OF_USUAL * usual.level * Math.min(1, height),
    trend: usual.trend * Math.min(1, height),
  };
}

function moved(spread: Spread, move: (typeof MOVES)[number], step: number): Spread {
  const one = { ...spread };
  for (const part of PARTS) one[part] = spread[part] * step ** (move[part] ?? 0);
  return one;
}

function believed(spread: Spread, usual: Spread): number {
  return PARTS.reduce((sum, part) => sum - (Math.log(spread[part] / usual[part]) / DOUBT[part]) ** 2 / 2, 0);
}

function isRepeated(lessons: readonly Lesson[]): boolean {
  const longest = lessons.reduce((most, { counts }) => Math.max(most, counts.length), 0);
  return longest >= YEAR + REPEATED;
}

function everyNth<T>(all: readonly T[], limit: number): readonly T[] {
  const step = Math.ceil(all.length / limit);
  return step <= 1 ? all : all.filter((_, index) => index % step === 0);
}

/** Of each move that is tried, in their order; they sum to 1. */
function beliefInMoving(): number[] {
  const normal = MOVING_TRIED.map((moving) => Math.exp(-((moving / MOVING_SD) ** 2) / 2));
  const sum = normal.reduce((all, one) => all + one, 0);
  return normal.map(
    (one, index) => (MOVING_CHANCE * one) / sum + (MOVING_TRIED[index] === 0 ? 1 - MOVING_CHANCE : 0),
  );
}
