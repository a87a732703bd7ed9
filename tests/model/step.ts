import type { Random } from '../faults/random.ts';
import type { Books } from './books.ts';
import type { Scene } from './scene.ts';

/** One thing done with money. May be done again, and at the same moment as another. */
export type Step = {
  readonly says: string;
  /** Does it: what came of it in a word, or the code it is refused with. */
  readonly run: () => Promise<string>;
  /** The same in the books: changes them and says what should come of it. */
  readonly book: (books: Books) => string;
  /**
   * For what looks, then asks Stripe, and only then books: the same where the other one came in between. `seen` are the books
   * at its look.
   */
  readonly bookLate?: (books: Books, seen: Readonly<Books>) => string;
};

export type Operation = {
  readonly name: string;
  /** How often it is drawn beside the others. */
  readonly weight: number;
  /**
   * What passes over a sale that somebody holds locked at that moment and finds it the next time comes to neither order of
   * the two: these are not done at one moment with what locks sales.
   */
  readonly locksSales?: boolean;
  readonly passesOver?: boolean;
  /** Decides on particulars; null where there is nothing to do it to. */
  readonly prepare: (scene: Scene, random: Random) => Promise<Step | null> | Step | null;
};

export const ACTOR = { actor: 'test', origin: 'test' };

/** What comes to nothing is tried as well, but not as often as it would be drawn. */
export const IDLY = 0.15;

export const kopecks = (random: Random, low: number, high: number) =>
  BigInt(Math.floor(random.between(low, high)));

export const pickKey = (random: Random, map: ReadonlyMap<string, unknown>): string | null =>
  map.size > 0 ? random.pick([...map.keys()]) : null;

/** A key of what is worth doing something to, and now and then of what is not. */
export function pickUseful<T>(
  random: Random,
  map: ReadonlyMap<string, T>,
  isUseful: (one: T) => boolean,
): string | null {
  return pickKey(random, new Map([...map].filter(([, one]) => isUseful(one) || random.chance(IDLY))));
}
