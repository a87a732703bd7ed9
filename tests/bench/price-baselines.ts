import type { PriceTable } from '#app/domain/pricing/price-table.ts';
import { present } from '#app/kernel/assert.ts';

/** Learns from a table and names a price for each row of another. */
export type Baseline = {
  readonly name: string;
  readonly predict: (train: PriceTable, asked: PriceTable) => Float64Array;
};

/** What anybody would try first, and what a statistician would: a model has to beat the best of them. */
export const BASELINES: readonly Baseline[] = [
  { name: 'global median', predict: (train, asked) => medians(train, asked, []) },
  { name: 'niche median', predict: (train, asked) => medians(train, asked, [['niche']]) },
  {
    name: 'niche x region median',
    predict: (train, asked) => medians(train, asked, [['niche', 'region'], ['niche']]),
  },
  {
    name: 'additive OLS',
    predict: (train, asked) =>
      leastSquares(train, asked, [
        ['sector'],
        ['niche'],
        ['country'],
        ['region'],
        ['temperature'],
        ['month'],
      ]),
  },
  {
    name: 'saturated OLS',
    predict: (train, asked) =>
      leastSquares(train, asked, [
        ...[['sector'], ['niche'], ['country'], ['region'], ['city'], ['temperature'], ['month']],
        ...[
          ['niche', 'country'],
          ['niche', 'region'],
          ['niche', 'month'],
          ['niche', 'temperature'],
        ],
      ]),
  },
];

/** The median of the finest cell that has been seen, then of coarser ones, then of all. */
function medians(train: PriceTable, asked: PriceTable, cells: readonly (readonly string[])[]): Float64Array {
  const logPrice = present(train.logPrice, 'a table to learn from has prices');
  const levels = cells.map((of) => {
    const grouped = Map.groupBy(
      Array.from(keysOf(train, of), (key, row) => ({ key, price: logPrice[row] ?? 0 })),
      ({ key }) => key,
    );
    const median = new Map(
      [...grouped].map(([key, group]) => [key, middle(group.map(({ price }) => price))]),
    );
    return { median, keys: keysOf(asked, of) };
  });
  const all = middle([...logPrice]);
  return Float64Array.from({ length: asked.rows }, (_, row) => {
    const found = levels
      .map(({ median, keys }) => median.get(keys[row] ?? ''))
      .find((one) => one !== undefined);
    return Math.exp(found ?? all);
  });
}

function middle(values: number[]): number {
  values.sort((a, b) => a - b);
  return ((values[(values.length - 1) >> 1] ?? 0) + (values[values.length >> 1] ?? 0)) / 2;
}

const RIDGE = 1e-3;
const ITERATIONS = 400;

/**
 * Least squares of ln price on dummies of the levels, logarithms of the measures and a trend, by conjugate gradients on the
 * normal equations. A ridge of 0.001 of one sale decides what dummies that lie in one another leave open.
 */
function leastSquares(
  train: PriceTable,
  asked: PriceTable,
  levels: readonly (readonly string[])[],
): Float64Array {
  const design = designOf(train, levels);
  const y = present(train.logPrice, 'a table to learn from has prices');
  const mean = y.reduce((sum, one) => sum + one, 0) / y.length;
  const coefficients = conjugateGradients(
    design,
    y.map((one) => one - mean),
  );
  const predicted = times(designOf(asked, levels, design), coefficients);
  return predicted.map((one) => Math.exp(one + mean));
}

type Design = {
  rows: number;
  columns: number;
  dummies: { codes: Int32Array; index: Map<string, number> }[];
  measures: { values: Float64Array; mean: number; sd: number }[];
};

function designOf(table: PriceTable, levels: readonly (readonly string[])[], like?: Design): Design {
  let columns = 0;
  const dummies = levels.map((of, level) => {
    const index = like?.dummies[level]?.index ?? new Map<string, number>();
    const codes = Int32Array.from(keysOf(table, of), (key) => {
      if (!like && !index.has(key)) index.set(key, columns++);
      return index.get(key) ?? -1;
    });
    return { codes, index };
  });
  const raw = [
    ...table.numbers.map(({ values }) => values.map(Math.log1p)),
    table.day ?? new Float64Array(table.rows),
  ];
  const measures = raw.map((values, one) => {
    const known = like?.measures[one];
    const mean = known?.mean ?? values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd =
      known?.sd ??
      (Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1);
    return { values: values.map((value) => (value - mean) / sd), mean, sd };
  });
  const dummyCount = like ? like.columns - like.measures.length : columns;
  return { rows: table.rows, columns: dummyCount + measures.length, dummies, measures };
}

function times(design: Design, coefficients: Float64Array): Float64Array {
  const first = design.columns - design.measures.length;
  const out = new Float64Array(design.rows);
  for (const { codes } of design.dummies)
    for (let row = 0; row < design.rows; row += 1)
      out[row] = (out[row] ?? 0) + (coefficients[codes[row] ?? -1] ?? 0);
  design.measures.forEach(({ values }, one) => {
    const slope = coefficients[first + one] ?? 0;
    for (let row = 0; row < design.rows; row += 1) out[row] = (out[row] ?? 0) + slope * (values[row] ?? 0);
  });
  return out;
}

function transposedTimes(design: Design, values: Float64Array): Float64Array {
  const first = design.columns - design.measures.length;
  const out = new Float64Array(design.columns);
  for (const { codes } of design.dummies)
    for (let row = 0; row < design.rows; row += 1) {
      const code = codes[row] ?? 0;
      out[code] = (out[code] ?? 0) + (values[row] ?? 0);
    }
  design.measures.forEach((measure, one) => {
    out[first + one] = dot(measure.values, values);
  });
  return out;
}

/** Source: Hestenes and Stiefel; preconditioned by how often each column occurs. */
function conjugateGradients(design: Design, y: Float64Array): Float64Array {
  const weights = transposedTimes(design, new Float64Array(design.rows).fill(1)).map(
    (count) => Math.max(Math.abs(count), 1) + RIDGE,
  );
  weights.fill(design.rows + RIDGE, design.columns - design.measures.length);
  const solution = new Float64Array(design.columns);
  const residual = transposedTimes(design, y);
  const preconditioned = residual.map((one, column) => one / (weights[column] ?? 1));
  const direction = preconditioned.slice();
  let size = dot(residual, preconditioned);
  const enough = size * 1e-12;
  for (let iteration = 0; iteration < ITERATIONS && size > enough; iteration += 1) {
    const image = transposedTimes(design, times(design, direction));
    for (let one = 0; one < image.length; one += 1)
      image[one] = (image[one] ?? 0) + RIDGE * (direction[one] ?? 0);
    const step = size / dot(direction, image);
    for (let one = 0; one < solution.length; one += 1) {
      solution[one] = (solution[one] ?? 0) + step * (direction[one] ?? 0);
      residual[one] = (residual[one] ?? 0) - step * (image[one] ?? 0);
      preconditioned[one] = (residual[one] ?? 0) / (weights[one] ?? 1);
    }
    const next = dot(residual, preconditioned);
    for (let one = 0; one < direction.length; one += 1)
      direction[one] = (preconditioned[one] ?? 0) + (next / size) * (direction[one] ?? 0);
    size = next;
  }
  return solution;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let one = 0; one < a.length; one += 1) sum += (a[one] ?? 0) * (b[one] ?? 0);
  return sum;
}

/** A row's keys in some columns as one text; `month` is the calendar month of its day. */
export function keysOf(table: PriceTable, of: readonly string[]): string[] {
  const parts = of.map((name) => {
    if (name === 'month') {
      const { day } = table;
      return (row: number) => (day ? `${new Date((day[row] ?? 0) * 86_400_000).getUTCMonth()}` : '');
    }
    const column = table.keys.find((one) => one.name === name);
    return (row: number) => column?.values[column.codes[row] ?? -1] ?? '';
  });
  return Array.from({ length: table.rows }, (_, row) => parts.map((part) => part(row)).join('\u0000'));
}
