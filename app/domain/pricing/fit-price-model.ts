import { assert, present } from '#app/kernel/assert.ts';
import { type FitState, settleDrifts, startFit, sweep } from './model/fit-effects.ts';
import { learnBands } from './model/price-bands.ts';
import { designPrices } from './model/price-design.ts';
import type { LevelState } from './model/solve-level.ts';
import type { FittedLevel, PriceModel, SpreadLevel } from './price-model.ts';
import { isSale, type PriceTable } from './price-table.ts';

/** Sweeps of a fit from nothing, and of one that starts from the last model. */
const COLD_SWEEPS = 40;
const SETTLING_SWEEPS = 24;
const WARM_SWEEPS = 32;
const WARM_SETTLING_SWEEPS = 20;
/** Effects and variances are kept to so many digits. */
const DIGITS = 7;

/**
 * Fits the price model: ln price = belief + sum of effects over levels of what, where and when + slopes of measures + noise
 * of Student's t. Each effect is shrunk to what coarser levels say as far as its own sales are few (credibility), and how
 * far is learned from the data. The same rows in any order give the same model, up to the last digits.
 *
 * `previous` starts the fit from an earlier model: sooner done, with the same end.
 * Throws a broken invariant on a table without prices, on prices whose logarithm is not finite, and on no rows at all where
 * no belief is given.
 */
export function fitPriceModel(input: FitInput): PriceModel {
  const steps = fitInSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export type FitInput = { readonly table: PriceTable; readonly previous?: PriceModel | null };

/** The same, step by step, so that a process with other work can do it in between: with 30,000 sales a step takes some 50 ms. */
export function* fitInSteps(input: FitInput): Generator<void, PriceModel> {
  const table = inOrder(input.table);
  const logPrice = present(table.logPrice, 'a table to learn from has prices');
  assert(logPrice.every(Number.isFinite), 'prices are above zero');
  assert(table.rows > 0 || table.logPrior !== null, 'there is something to learn from');
  const { logPrior } = table;
  const y = logPrior ? logPrice.map((one, row) => one - (logPrior[row] as number)) : logPrice;
  const design = designPrices(table);
  yield;
  const counts = table.weight ?? new Float64Array(table.rows).fill(1);
  const previous = input.previous ?? null;
  const state = startFit(design, y, counts, { previous, hasPrior: logPrior !== null });
  // Which drifts stand still shows within a few sweeps; an earlier model knows it.
  yield* sweeps(state, previous ? WARM_SETTLING_SWEEPS : SETTLING_SWEEPS);
  settleDrifts(state);
  yield* sweeps(state, previous ? WARM_SWEEPS - WARM_SETTLING_SWEEPS : COLD_SWEEPS - SETTLING_SWEEPS);
  const learned = yield* learnBands(state, y);
  return freeze(state, { ...learned, hasPrior: logPrior !== null });
}

/** Two by two: weights are looked at anew before each pair. */
function* sweeps(state: FitState, count: number): Generator<void> {
  for (let done = 0; done < count; done += 2) {
    sweep(state, 2, { learns: true });
    yield;
  }
}

/** Rows by day, then price, then keys, and keys by their names: the model does not depend on how they came. */
function inOrder(table: PriceTable): PriceTable {
  const keys = table.keys.map(({ name, values, codes }) => {
    const sorted = values
      .map((value, code) => ({ value, code }))
      .sort((a, b) => (a.value < b.value ? -1 : 1));
    const rank = new Int32Array(values.length);
    sorted.forEach(({ code }, at) => {
      rank[code] = at;
    });
    return {
      name,
      values: sorted.map(({ value }) => value),
      codes: codes.map((code) => (code < 0 ? -1 : (rank[code] as number))),
    };
  });
  const { day, logPrice } = table;
  const columns: ArrayLike<number>[] = [
    ...(day ? [day] : []),
    ...(logPrice ? [logPrice] : []),
    ...keys.map(({ codes }) => codes),
    ...table.numbers.map(({ values }) => values),
  ];
  const order = Int32Array.from({ length: table.rows }, (_, row) => row).sort((a, b) => {
    for (const column of columns) {
      const apart = (column[a] as number) - (column[b] as number);
      if (apart < 0 || apart > 0) return apart;
    }
    return a - b;
  });
  const floats = (values: Float64Array) => Float64Array.from(order, (row) => values[row] as number);
  return {
    rows: table.rows,
    logPrice: logPrice && floats(logPrice),
    day: day && floats(day),
    keys: keys.map((one) => ({ ...one, codes: Int32Array.from(order, (row) => one.codes[row] as number) })),
    numbers: table.numbers.map(({ name, values }) => ({ name, values: floats(values) })),
    weight: table.weight && floats(table.weight),
    logPrior: table.logPrior && floats(table.logPrior),
  };
}

function freeze(
  state: FitState,
  learned: Pick<PriceModel, 'bands' | 'stretch' | 'metrics' | 'hasPrior'>,
): PriceModel {
  const { design, counts, sigma } = state;
  const sold = counts.map((count) => Number(isSale(count)));
  const cells = countByKey(design.cellCodes, sold, design.cellCount);
  return {
    format: 1,
    rows: counts.length,
    sales: sold.reduce((sum, one) => sum + one, 0),
    columns: design.columns,
    measures: design.measures,
    periods: design.periods,
    cell: design.cell,
    cellKeys: design.cellKeys,
    cellSales: [...cells].map(short),
    levels: state.levels.map((level) => freezeLevel(level, sold)),
    sigma: short(sigma),
    spread: design.spread.map(
      ({ of, values }, level): SpreadLevel => ({
        of,
        keys: values,
        ratio: [...(state.ratios[level] as Float64Array).subarray(0, values.length)].map(short),
      }),
    ),
    ...learned,
  };
}

function freezeLevel(level: LevelState, sold: Float64Array): FittedLevel {
  const { design } = level;
  const { kind, factor, of, isMain, measure, width, keys, cells } = design;
  const numbers = keys.length * width;
  const keyOf = width === 1 ? cells : cells.map((cell) => Math.floor(cell / width));
  return {
    ...{ kind, factor, of, isMain, measure, width, keys },
    effect: [...level.effect.subarray(0, numbers)].map(short),
    variance: [...level.variance.subarray(0, numbers)].map(short),
    n: [...countByKey(keyOf, sold, keys.length)].map(short),
    between: [...level.between].map(short),
    step2: short(level.step2 * meanPace(level)),
    slope: [...level.slope].map(short),
  };
}

/** What is to come is held to be as restless as all periods were on average, breaks among them. */
function meanPace({ pace }: LevelState): number {
  const steps = pace.subarray(0, -1);
  return steps.length === 0 ? 1 : steps.reduce((sum, one) => sum + one, 0) / steps.length;
}

/** Sales of each key; rows without a key are left out. */
function countByKey(codes: Int32Array, sold: Float64Array, keys: number): Float64Array {
  const sums = new Float64Array(keys);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number;
    if (code >= 0 && code < keys) sums[code] = (sums[code] as number) + (sold[row] as number);
  }
  return sums;
}

function short(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
