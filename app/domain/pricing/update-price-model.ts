import { estimatePrice, openPriceModel, type PriceAsked, sigmaOf } from './estimate-price.ts';
import { STARTING_STEP } from './model/fit-effects.ts';
import { KEY_SEPARATOR } from './model/price-design.ts';
import type { FittedLevel, PriceModel } from './price-model.ts';

/** A sale since the fit: what is asked of it, and ln of its price. */
export type FreshSale = { readonly asked: PriceAsked; readonly logPrice: number };

/** One number that an update changed: which of which level, its effect, posterior variance, and the sales of its key. */
export type PatchedEffect = {
  readonly level: number;
  readonly at: number;
  readonly effect: number;
  readonly variance: number;
  readonly n: number;
};

export type PriceUpdate = {
  readonly patch: readonly PatchedEffect[];
  /** Median error of ln price of the sales, each told before it was learned from, and as the fit alone tells it. */
  readonly logError: number;
  readonly fitLogError: number;
};

/** What moves from day to day: the level of the whole market, of sectors and niches, and of countries. */
const FRESH = ['', 'sector', 'niche', 'country'];
/** Degrees of freedom of Student's t, as in the fit: a typing error moves little. */
const TAILS = 4;

type Mover = { index: number; of: readonly string[]; width: number; at: Map<string, number>; level: Copied };
type Copied = { effect: number[]; variance: number[]; n: number[] };

/**
 * Brings today's effects of the coarse levels up to date with sales since the fit, one by one in the order of time: a Kalman
 * filter with the levels' posterior variances, taken as independent, and the weight of Student's t.
 *
 *   w = (nu + 1) / (nu + (e / sigma)^2),  gain = v / (sigma^2 / w + sum of v),  u += gain e,  v -= gain v
 *
 * Before the first sale of a key its variance grows by a step as large as that from which a fit looks for breaks: of what sales
 * said in years, a day could change nothing.
 * @param sales the oldest first; asked as quotes are, without a day
 */
export function updatePriceModel(fit: PriceModel, sales: readonly FreshSale[]): PriceUpdate {
  const levels: FittedLevel[] = [...fit.levels];
  const movers: Mover[] = [];
  for (const [index, level] of fit.levels.entries()) {
    if (!isFresh(level)) continue;
    const copy = { effect: [...level.effect], variance: [...level.variance], n: [...level.n] };
    levels[index] = { ...level, ...copy };
    const at = new Map(level.keys.map((key, place) => [key, place]));
    movers.push({ index, of: level.of, width: level.width, at, level: copy });
  }
  const [before, now] = [openPriceModel(fit), openPriceModel({ ...fit, levels })];
  const changed = new Map<string, { mover: Mover; key: number }>();
  const [errors, fitErrors]: [number[], number[]] = [[], []];
  for (const { asked, logPrice } of sales) {
    const error = logPrice - Math.log(estimatePrice(now, asked).p50);
    errors.push(error);
    fitErrors.push(logPrice - Math.log(estimatePrice(before, asked).p50));
    const sigma2 = sigmaOf(now, asked.keys) ** 2;
    const weight = (TAILS + 1) / (TAILS + error ** 2 / sigma2);
    const touched = movers.flatMap((mover) => {
      const key = mover.at.get(mover.of.map((name) => asked.keys[name] ?? '').join(KEY_SEPARATOR));
      if (key === undefined) return [];
      const [at, name] = [(key + 1) * mover.width - 1, `${mover.index} ${key}`];
      if (!changed.has(name)) mover.level.variance[at] = (mover.level.variance[at] ?? 0) + STARTING_STEP ** 2;
      changed.set(name, { mover, key });
      return [{ mover, key, at }];
    });
    const unsure = touched.reduce((sum, { mover, at }) => sum + (mover.level.variance[at] ?? 0), 0);
    for (const { mover, key, at } of touched) {
      const { effect, variance, n } = mover.level;
      const own = variance[at] ?? 0;
      const gain = own / (sigma2 / weight + unsure);
      effect[at] = (effect[at] ?? 0) + gain * error;
      variance[at] = own - gain * own;
      n[key] = (n[key] ?? 0) + 1;
    }
  }
  const patch = [...changed.values()].map(({ mover: { index, width, level }, key }) => {
    const at = (key + 1) * width - 1;
    return {
      level: index,
      at,
      effect: level.effect[at] ?? 0,
      variance: level.variance[at] ?? 0,
      n: level.n[key] ?? 0,
    };
  });
  return { patch, logError: medianOf(errors), fitLogError: medianOf(fitErrors) };
}

/** The fit with what an update changed. */
export function patchPriceModel(fit: PriceModel, patch: readonly PatchedEffect[]): PriceModel {
  const byLevel = Map.groupBy(patch, ({ level }) => level);
  const levels = fit.levels.map((level, index) => {
    const own = byLevel.get(index);
    if (!own) return level;
    const [effect, variance, n] = [[...level.effect], [...level.variance], [...level.n]];
    for (const one of own) {
      effect[one.at] = one.effect;
      variance[one.at] = one.variance;
      n[Math.floor(one.at / level.width)] = one.n;
    }
    return { ...level, effect, variance, n };
  });
  return { ...fit, levels };
}

function isFresh({ kind, measure, of, isMain }: FittedLevel): boolean {
  if (!isMain || measure !== null || (kind !== 'drift' && kind !== 'static')) return false;
  return FRESH.includes(of.at(-1) ?? '');
}

/** Of absolute values; 0 of none. */
function medianOf(values: readonly number[]): number {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
