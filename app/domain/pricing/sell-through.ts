/** Leads that were for sale at an ask. */
export type Tried = {
  /** The ask as a multiple of the fair median of its place. */
  readonly ratio: number;
  /** The place, then what it lies in, up to the country. */
  readonly path: readonly string[];
  readonly leads: number;
  readonly sold: number;
};

/** How many leads sold near an ask, and where. */
export type SellThrough = {
  /** The closest place in which enough are known; null: all places together. */
  readonly placeCode: string | null;
  readonly leads: number;
  readonly sold: number;
};

/** Of fewer leads a share is chance: with 30, it is known to some 9 points either way. */
export const LEAST_TRIED = 30;
/** How far about an only price counts as near it, on ln price. */
const ALONE = 0.1;

/**
 * How leads that were asked for about these prices sold. A lead counts for the price that its ask lies closest to by ratio, so that asks of
 * other places tell by how they stood to what was fair there; beyond the outermost prices as far as half the way to the next one.
 * @param ratios prices as multiples of the fair median, rising
 * @param placePath the place that is asked about, then what it lies in
 * @returns in the order of the prices; null where fewer than 30 leads are known anywhere
 */
export function sellThrough(
  ratios: readonly number[],
  { placePath, tried }: { placePath: readonly string[]; tried: readonly Tried[] },
): (SellThrough | null)[] {
  const near = ratios.map((): Tried[] => []);
  for (const one of tried) near[nearest(ratios, one.ratio)]?.push(one);
  return near.map((those) => {
    for (const placeCode of [...placePath, null]) {
      const here = those.filter(({ path }) => placeCode === null || path.includes(placeCode));
      const leads = here.reduce((sum, one) => sum + one.leads, 0);
      if (leads >= LEAST_TRIED)
        return { placeCode, leads, sold: here.reduce((sum, { sold }) => sum + sold, 0) };
    }
    return null;
  });
}

/** The place of the closest by ratio; -1 where it lies outside. */
function nearest(ratios: readonly number[], ratio: number): number {
  const logs = ratios.map(Math.log);
  const asked = Math.log(ratio);
  const away = logs.map((log) => Math.abs(asked - log));
  const best = away.indexOf(Math.min(...away));
  const [low = 0, high = 0] = [logs[0], logs.at(-1)];
  const half = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? ALONE : (b - a) / 2;
  const isOutside = asked < low - half(low, logs[1]) || asked > high + half(logs.at(-2), high);
  return isOutside ? -1 : best;
}
