import { present } from '#app/kernel/assert.ts';
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
  /** Two of it at once may share what there is to do: of their answers only the sum is certain. */
  readonly isShared?: boolean;
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

/** One of what the books number, with its id in the database. */
export type Linked = { readonly key: string; readonly id: string };

/**
 * Of what the books number one that is useful, linked with a row of the database when it is picked for the first time: rows that
 * look the same are as good as one another.
 * @param of.find a row that looks like it and is linked with nothing yet
 * @param of.linked decides what happens to it outside, once
 */
export async function pickLinked<T>(
  { ids }: Scene,
  random: Random,
  of: {
    from: ReadonlyMap<string, T>;
    isUseful: (one: T) => boolean;
    find: (one: T, taken: string[]) => Promise<{ id: string }>;
    linked?: (id: string) => void;
  },
): Promise<Linked | null> {
  const key = pickUseful(random, of.from, of.isUseful);
  if (key === null) return null;
  const known = ids.get(key);
  if (known !== undefined) return { key, id: known };
  const { id } = await of.find(present(of.from.get(key), 'it was picked from them'), [...ids.values()]);
  ids.set(key, id);
  of.linked?.(id);
  return { key, id };
}

/** Stripe refuses three in ten of what is passed on to it. */
export const maybeRefused =
  ({ refused }: Scene, random: Random) =>
  (id: string) => {
    if (random.chance(0.3)) refused.add(id);
  };

/**
 * What was decided is passed on to Stripe, which refuses it or not.
 * @param of.book what either means for it in the books
 */
export function passingOn(
  { refused }: Scene,
  { key, id }: Linked,
  of: { send: () => Promise<void>; book: (books: Books, isRefused: boolean) => void },
): Step {
  return {
    says: `${key} is passed on${refused.has(id) ? ', and refused' : ''}`,
    run: async () => {
      await of.send();
      return 'asked';
    },
    book: (books) => {
      of.book(books, refused.has(id));
      return 'asked';
    },
  };
}
