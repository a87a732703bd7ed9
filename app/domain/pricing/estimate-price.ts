import { isAnswerColumn, nicheOfAnswer } from './model/answer-keys.ts';
import { bandOf } from './model/price-bands.ts';
import { calendarMonthOf, periodOf } from './model/price-calendar.ts';
import { KEY_SEPARATOR, keysOfDay } from './model/price-design.ts';
import { classOf, standardised } from './model/price-measure.ts';
import {
  type FittedLevel,
  type Measure,
  PRICE_FACTORS,
  type PriceEstimate,
  type PriceEstimateFactor,
  type PriceFactor,
  type PriceModel,
} from './price-model.ts';

/** What a price is asked for. What is left out is taken as the average of all that was learned from. */
export type PriceAsked = {
  /** Days since 1970-01-01 UTC; null asks for today, with no month's season. */
  readonly day: number | null;
  /** Without a day: the month whose season is asked for, 0 to 11, at today's level. */
  readonly month?: number;
  readonly keys: Readonly<Record<string, string | undefined>>;
  readonly numbers: Readonly<Record<string, number | undefined>>;
  /** ln of the price believed before any sale, for a model that was fitted on top of such; else 0. */
  readonly logPrior?: number;
};

/** A model made ready to be asked: keys found by hash. Holds for as long as the process likes. */
export type OpenPriceModel = {
  readonly model: PriceModel;
  readonly levels: readonly OpenLevel[];
  readonly cells: ReadonlyMap<string, number>;
  readonly spread: readonly { readonly of: string; readonly ratio: ReadonlyMap<string, number> }[];
};

type OpenLevel = {
  readonly level: FittedLevel;
  readonly at: ReadonlyMap<string, number>;
  readonly measure: Measure | null;
  /** Of a level of answers: the niches in which that is asked; null for others. */
  readonly askedIn: ReadonlySet<string> | null;
};

/** A trend goes on after the last period, by so much less each period. Source: damped trend (Gardner and McKenzie). */
const DAMPING = 0.95;
/** How far ahead the price is less and less sure; after that it is as unsure as it gets, in periods. */
const FARTHEST_AHEAD = 24;
/** A factor of less credibility is a belief more than a finding. */
const HALF = 0.5;

export function openPriceModel(model: PriceModel): OpenPriceModel {
  return {
    model,
    levels: model.levels.map((level) => ({
      level,
      at: new Map(level.keys.map((key, index) => [key, index])),
      measure: model.measures.find(({ name }) => name === level.measure) ?? null,
      askedIn: isAnswerColumn(level.of[0] ?? '') ? new Set(level.keys.map(nicheOfAnswer)) : null,
    })),
    cells: new Map(model.cellKeys.map((key, index) => [key, model.cellSales[index] as number])),
    spread: model.spread.map(({ of, keys, ratio }) => ({
      of,
      ratio: new Map(keys.map((key, index) => [key, ratio[index] as number])),
    })),
  };
}

/** What one level says of what is asked. */
type Said = {
  /** On ln price, today's where it drifts. */
  effect: number;
  variance: number;
  /** Variance if nothing had been learned. */
  prior: number;
  /** What the time between then and the asked day changed, its variance, and that of the whole walk. */
  moved: number;
  movedVariance: number;
  movedPrior: number;
  n: number;
};

/**
 * The fair price: p50 = exp(belief + sum of effects + median of the noise), p10 and p90 the quantiles of one sale about it,
 * exp(quantile x sqrt(sigma^2 + posterior variance)). Keys never seen have no effect and widen the band. A day after the last
 * period takes today's effects, moved on by the damped mean step.
 */
export function estimatePrice(open: OpenPriceModel, asked: PriceAsked): PriceEstimate {
  const { model } = open;
  const keys = keysOf(asked);
  const parts = new Map<PriceFactor, Part>();
  let variance = sigmaOf(open, keys) ** 2;
  for (const one of open.levels) {
    const said = say(one, model, asked, keys);
    variance += said.variance + said.movedVariance;
    add(partOf(parts, one.level.factor), one.level, said);
    if (one.level.kind === 'drift') addMoved(partOf(parts, 'trend'), one.level, said);
  }
  const band = bandOf(model.bands, open.cells.get(keyOf(model.cell, keys)) ?? 0);
  const sd = Math.sqrt(variance);
  const width = isAhead(model, asked) ? sd * model.stretch : sd;
  const base = partOf(parts, 'base');
  base.log += (asked.logPrior ?? 0) + band.q50 * sd;
  let log = 0;
  for (const { log: one } of parts.values()) log += one;
  return {
    p10: Math.exp(log + (band.q10 - band.q50) * width),
    p50: Math.exp(log),
    p90: Math.exp(log + (band.q90 - band.q50) * width),
    factors: PRICE_FACTORS.flatMap((factor) => {
      const part = parts.get(factor);
      return part ? [toFactor(factor, part)] : [];
    }),
  };
}

function isAhead({ periods }: PriceModel, { day }: PriceAsked): boolean {
  return periods !== null && day !== null && periodOf(periods, day) >= periods.count;
}

type Part = { log: number; variance: number; prior: number; n: number; slopeN: number };

function partOf(parts: Map<PriceFactor, Part>, factor: PriceFactor): Part {
  const known = parts.get(factor);
  if (known) return known;
  const part = { log: 0, variance: 0, prior: 0, n: -1, slopeN: 0 };
  parts.set(factor, part);
  return part;
}

function add(part: Part, level: FittedLevel, said: Said): void {
  part.log += said.effect;
  part.variance += said.variance;
  part.prior += said.prior;
  if (level.kind === 'slope') part.slopeN = Math.max(part.slopeN, said.n);
  // Answers do not lie in one another: what rests on several rests on the least known.
  else if (level.factor === 'attributes' && part.n > 0)
    part.n = said.n > 0 ? Math.min(part.n, said.n) : part.n;
  // Levels come coarse before fine: the finest thing by itself that has sales counts.
  else if (level.isMain && (said.n > 0 || part.n < 0)) part.n = said.n;
}

function addMoved(part: Part, level: FittedLevel, said: Said): void {
  part.log += said.moved;
  part.variance += said.movedVariance;
  part.prior += said.movedPrior;
  if (level.isMain && said.n > 0) part.n = said.n;
}

function toFactor(factor: PriceFactor, part: Part): PriceEstimateFactor {
  const z = part.prior > 0 ? Math.min(Math.max(1 - part.variance / part.prior, 0), 1) : 0;
  const n = part.n > 0 ? part.n : part.slopeN;
  return { factor, multiplier: Math.exp(part.log), n, z, assumed: z < HALF };
}

function say(open: OpenLevel, model: PriceModel, asked: PriceAsked, keys: Keys): Said {
  const { level, measure, askedIn } = open;
  // Where nobody is asked that, it is no answer that is unknown.
  if (askedIn && !askedIn.has(keys.niche ?? '')) return NOTHING;
  const x = level.kind === 'slope' && measure ? standardised(measure, numberOf(asked, measure.name)) : 1;
  const key = keyOfLevel(level, measure, asked, keys);
  const found = key === null ? undefined : open.at.get(key);
  const month = level.kind === 'season' ? monthOf(asked) : 0;
  if (month < 0) return NOTHING;
  const between = level.between[level.kind === 'season' ? month * 13 : 0] as number;
  const prior = between * x * x;
  if (found === undefined) return { ...NOTHING, variance: prior, prior };
  const n = level.n[found] as number;
  if (level.kind !== 'drift') {
    const at = found * level.width + month;
    const effect = (level.effect[at] as number) * x;
    return { ...NOTHING, effect, variance: (level.variance[at] as number) * x * x, prior, n };
  }
  const last = found * level.width + level.width - 1;
  const effect = level.effect[last] as number;
  const today = { ...NOTHING, effect, variance: level.variance[last] as number, prior, n };
  if (asked.day === null || !model.periods) return today;
  const movedPrior = level.step2 * level.width;
  const period = periodOf(model.periods, asked.day);
  const ahead = period - (level.width - 1);
  if (ahead > 0) {
    const steps = (DAMPING * (1 - DAMPING ** ahead)) / (1 - DAMPING);
    const moved = (level.slope[found] ?? 0) * steps;
    return { ...today, moved, movedVariance: level.step2 * Math.min(ahead, FARTHEST_AHEAD), movedPrior };
  }
  const then = found * level.width + Math.max(period, 0);
  const moved = (level.effect[then] as number) - effect;
  return { ...today, moved, variance: level.variance[then] as number, movedPrior };
}

/** -1 where no season is asked for. */
function monthOf({ day, month = -1 }: PriceAsked): number {
  return day === null ? month : calendarMonthOf(day);
}

const NOTHING: Said = {
  effect: 0,
  variance: 0,
  prior: 0,
  moved: 0,
  movedVariance: 0,
  movedPrior: 0,
  n: 0,
};

type Keys = Readonly<Record<string, string | undefined>>;

function keysOf(asked: PriceAsked): Keys {
  if (asked.day === null) return asked.keys;
  return { ...asked.keys, ...keysOfDay(asked.day) };
}

function keyOfLevel(
  level: FittedLevel,
  measure: Measure | null,
  asked: PriceAsked,
  keys: Keys,
): string | null {
  if (level.kind !== 'static' || !measure) return keyOf(level.of, keys);
  const one = classOf(measure, numberOf(asked, measure.name));
  return one < 0 ? '' : `${one}`;
}

/** A key that is missing is the empty one, which is known where rows without it were learned from. */
function keyOf(of: readonly string[], keys: Keys): string {
  if (of.length === 1) return keys[of[0] as string] ?? '';
  return of.map((name) => keys[name] ?? '').join(KEY_SEPARATOR);
}

function numberOf(asked: PriceAsked, name: string): number {
  return asked.numbers[name] ?? Number.NaN;
}

/** Standard deviation of ln price of one sale with these keys about its median. */
export function sigmaOf(open: OpenPriceModel, keys: Keys): number {
  let sigma = open.model.sigma;
  for (const { of, ratio } of open.spread) sigma *= ratio.get(keys[of] ?? '') ?? 1;
  return sigma;
}
