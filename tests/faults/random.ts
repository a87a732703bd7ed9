export type Random = {
  /** At least 0, below 1. */
  readonly unit: () => number;
  readonly between: (low: number, high: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  readonly shuffled: <T>(items: readonly T[]) => T[];
};

/**
 * Numbers that follow from a seed, so that a run's choices can be made again. Source: mulberry32, Tommy Ettinger.
 * @param position where in a run: each has numbers of its own, so that a run can be gone on with anywhere
 */
export function randomOf(seed: number, position = 0): Random {
  let state = (seed ^ Math.imul(position, 0x9e3779b1)) >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(unit() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return {
    unit,
    between: (low, high) => low + unit() * (high - low),
    chance: (share) => unit() < share,
    pick,
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: unit() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}
