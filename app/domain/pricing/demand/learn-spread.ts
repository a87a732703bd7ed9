import { type Counts, likelihoodOf, type Span, type Spread, type Whole } from './fit-process.ts';

/** One series to learn from. */
export type Lesson = {
  readonly counts: Counts;
  readonly whole: Whole | null;
  readonly doubt: readonly number[];
};

type Part = keyof Spread;

/** What is believed of a whole market before its months are seen, and of a part against its whole. */
export const USUAL_WHOLE: Spread = { noise: 0.1, level: 0.03, trend: 0.006, season: 0.25, follow: 0 };
export const USUAL_PART: Spread = { noise: 0.12, level: 0.03, trend: 0.003, season: 0.12, follow: 0.8 };

/** Standard deviation of ln of each spread about what is usual. */
const DOUBT: Readonly<Record<Part, number>> = { noise: 1, level: 0.7, trend: 0.7, season: 1, follow: 0 };

const STEPS = [2, 1.5, 1.25];
const FOLLOWS = [0, 0.25, 0.5, 0.75, 1];
const PARTS = ['season', 'noise', 'level', 'trend'] as const;
/** Series that a spread is learned from; more teach little and cost time. */
const LESSONS_LIMIT = 60;

/**
 * The spread that the series of one depth have in common: the maximum of their likelihood and of what is usual, found
 * coordinate by coordinate in ever smaller steps.
 */
export function learnSpread(span: Span, lessons: readonly Lesson[], usual: Spread): Spread {
  const taught = everyNth(lessons, LESSONS_LIMIT);
  const worthOf = (spread: Spread) =>
    taught.reduce(
      (sum, { counts, whole, doubt }) => sum + likelihoodOf(counts, span, whole, spread, doubt),
      believed(spread, usual),
    );
  let best = usual;
  let worth = worthOf(best);
  const tryOne = (spread: Spread): boolean => {
    const tried = worthOf(spread);
    if (tried <= worth) return false;
    [best, worth] = [spread, tried];
    return true;
  };
  for (const step of STEPS) {
    if (usual.follow > 0) for (const follow of FOLLOWS) tryOne({ ...best, follow });
    for (const part of PARTS) {
      const up = tryOne({ ...best, [part]: best[part] * step });
      if (!up) tryOne({ ...best, [part]: best[part] / step });
    }
  }
  return best;
}

function believed(spread: Spread, usual: Spread): number {
  return PARTS.reduce(
    (sum, part) => sum - (Math.log(spread[part] / usual[part]) / DOUBT[part]) ** 2 / 2,
    0,
  );
}

function everyNth<T>(all: readonly T[], limit: number): readonly T[] {
  const step = Math.ceil(all.length / limit);
  return step <= 1 ? all : all.filter((_, index) => index % step === 0);
}
