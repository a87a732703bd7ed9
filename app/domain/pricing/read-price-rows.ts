import { CsvError, type CsvRow, readCsv } from '#app/kernel/read-csv.ts';
import type { PriceAsked } from './estimate-price.ts';
import { answerKey, isAnswerColumn } from './model/answer-keys.ts';
import type { PriceTable } from './price-table.ts';

const KEY_COLUMNS = ['sector', 'niche', 'country', 'region', 'city', 'temperature'] as const;
const NUMBER_COLUMNS = ['population', 'buyers', 'copies', 'profit'] as const;
const DAY_MS = 86_400_000;
/** A number as machines write it. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Beyond these a price is no price, and what is made of several of them no number. */
const LEAST_PRICE = 1e-9;
const MOST_PRICE = 1e15;
/** A month alone is its first day. */
const ISO_DATE = /^(\d{4})-(\d\d)(?:-(\d\d)([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?$/;

export type PriceProblem =
  | 'csv'
  | 'empty'
  | 'column_missing'
  | 'column_twice'
  | 'cell_missing'
  | 'cells'
  | 'date'
  | 'number'
  | 'price';

/** A file of prices that cannot be read: where, and what is wrong there. */
export class PriceCsvError extends Error {
  readonly problem: PriceProblem;
  /** 1 is the line of column names. */
  readonly line: number;
  readonly column: string | null;
  /** What stands there. */
  readonly found: string;
  constructor(problem: PriceProblem, line: number, column: string | null, found: string) {
    super(problem);
    this.name = 'PriceCsvError';
    this.problem = problem;
    this.line = line;
    this.column = column;
    this.found = found;
  }
}

/**
 * Observed prices from CSV with the column `price` (above zero; 1e-9 to 1e15) and any of `at` (an ISO date), sector, niche, country,
 * region, city, temperature (opaque), population, buyers, copies, profit (numbers), and any of answers to the niche's questions
 * (`attr:` and the question's name; opaque). Cells but the price may be empty; other columns are passed over.
 *
 * Throws PriceCsvError on the first row that cannot be read, and where there is none.
 */
export function readPriceTable(text: string): PriceTable {
  const { columns, rows } = gather(text, true);
  if (rows === 0) throw new PriceCsvError('empty', 1, null, '');
  const { price, day, keys, numbers } = columns;
  return {
    rows,
    logPrice: Float64Array.from(price, Math.log),
    day: day.some((one) => !Number.isNaN(one)) ? Float64Array.from(day) : null,
    keys: keys.map(({ name, codes, index }) => ({
      name,
      values: [...index.keys()],
      codes: Int32Array.from(codes),
    })),
    numbers: numbers.map(({ name, values }) => ({ name, values: Float64Array.from(values) })),
    weight: null,
    logPrior: null,
  };
}

/** Questions as they came, and what is asked in each. */
export type PriceQuestions = {
  readonly head: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly asked: PriceAsked }[];
};

/**
 * Questions from CSV: the same columns without the price.
 *
 * Throws PriceCsvError on the first row that cannot be read.
 */
export function readPriceQuestions(text: string): PriceQuestions {
  const rows: { cells: readonly string[]; asked: PriceAsked }[] = [];
  const head = eachRow(text, false, (row, columns) => {
    const day = columns.at ? dayOf(row, columns.at) : Number.NaN;
    const keys = Object.fromEntries(
      columns.keys.map((column) => [column.name, keyOf(row, column, columns) || undefined]),
    );
    const numbers = Object.fromEntries(
      columns.numbers.map((column) => [column.name, optional(numberOf(row, column))]),
    );
    rows.push({ cells: row.cells, asked: { day: optional(day) ?? null, keys, numbers } });
  });
  return { head, rows };
}

function optional(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

function gather(text: string, priced: boolean) {
  const price: number[] = [];
  const day: number[] = [];
  let keys: { name: string; codes: number[]; index: Map<string, number> }[] = [];
  let numbers: { name: string; values: number[] }[] = [];
  let rows = 0;
  eachRow(text, priced, (row, columns) => {
    if (rows === 0) {
      keys = columns.keys.map(({ name }) => ({ name, codes: [], index: new Map() }));
      numbers = columns.numbers.map(({ name }) => ({ name, values: [] }));
    }
    rows += 1;
    if (columns.price) price.push(priceOf(row, columns.price));
    day.push(columns.at ? dayOf(row, columns.at) : Number.NaN);
    columns.keys.forEach((column, at) => {
      const key = keys[at];
      key?.codes.push(codeOf(key.index, keyOf(row, column, columns)));
    });
    columns.numbers.forEach((column, at) => {
      numbers[at]?.values.push(numberOf(row, column));
    });
  });
  return { rows, columns: { price, day, keys, numbers } };
}

function codeOf(index: Map<string, number>, key: string): number {
  if (key === '') return -1;
  const known = index.get(key);
  if (known !== undefined) return known;
  index.set(key, index.size);
  return index.size - 1;
}

type Column = { readonly name: string; readonly index: number };
type Columns = {
  readonly width: number;
  readonly names: readonly string[];
  readonly price: Column | null;
  readonly at: Column | null;
  readonly keys: readonly Column[];
  readonly niche: Column | null;
  readonly numbers: readonly Column[];
};

/** @returns the names of all columns as they stand in the file */
function eachRow(
  text: string,
  priced: boolean,
  take: (row: CsvRow, columns: Columns) => void,
): readonly string[] {
  let columns: Columns | null = null;
  try {
    for (const row of readCsv(text)) {
      if (columns === null) columns = readHead(row, priced);
      else {
        checkWidth(row, columns);
        take(row, columns);
      }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new PriceCsvError('csv', error.line, null, error.message);
    throw error;
  }
  if (columns === null) throw new PriceCsvError('empty', 1, null, '');
  return columns.names;
}

function readHead({ line, cells }: CsvRow, priced: boolean): Columns {
  const names = cells.map((cell) => cell.trim());
  const find = (name: string): Column | null => {
    const index = names.indexOf(name);
    if (index === -1) return null;
    if (names.lastIndexOf(name) !== index) throw new PriceCsvError('column_twice', line, name, '');
    return { name, index };
  };
  const price = priced ? find('price') : null;
  if (priced && !price) throw new PriceCsvError('column_missing', line, 'price', '');
  return {
    width: cells.length,
    names: cells,
    price,
    at: find('at'),
    keys: [...KEY_COLUMNS, ...new Set(names.filter(isAnswerColumn))].flatMap((name) => find(name) ?? []),
    niche: find('niche'),
    numbers: NUMBER_COLUMNS.flatMap((name) => find(name) ?? []),
  };
}

function checkWidth({ line, cells }: CsvRow, { width, names }: Columns): void {
  if (cells.length < width) throw new PriceCsvError('cell_missing', line, names[cells.length] ?? null, '');
  if (cells.length > width) throw new PriceCsvError('cells', line, `${width + 1}`, `${cells.length}`);
}

/** What stands there; an answer with the niche that it was given in. */
function keyOf(row: CsvRow, column: Column, { niche }: Columns): string {
  const text = textOf(row, column);
  if (text === '' || !isAnswerColumn(column.name)) return text;
  return answerKey(niche ? textOf(row, niche) : '', text);
}

function textOf({ cells }: CsvRow, { index }: Column): string {
  return (cells[index] ?? '').trim();
}

function priceOf(row: CsvRow, column: Column): number {
  const text = textOf(row, column);
  const price = Number(text);
  if (!NUMBER.test(text) || !(price >= LEAST_PRICE && price <= MOST_PRICE))
    throw new PriceCsvError('price', row.line, column.name, text);
  return price;
}

/** NaN where nothing stands. */
function numberOf(row: CsvRow, column: Column): number {
  const text = textOf(row, column);
  if (text === '') return Number.NaN;
  const value = Number(text);
  if (!NUMBER.test(text) || !Number.isFinite(value))
    throw new PriceCsvError('number', row.line, column.name, text);
  return value;
}

/** Days since 1970-01-01 UTC; NaN where nothing stands. A time without a zone is one of UTC. */
function dayOf(row: CsvRow, column: Column): number {
  const text = textOf(row, column);
  if (text === '') return Number.NaN;
  const parts = ISO_DATE.exec(text);
  const [, year, month, date = '01', time = '', , , zone] = parts ?? [];
  const start = parts ? Date.parse(`${year}-${month}-${date}T00:00Z`) : Number.NaN;
  // A day too many is one of the next month to some readers, and none to others.
  const isDay = new Date(start).getUTCDate() === Number(date);
  const at = time === '' ? start : Date.parse(`${year}-${month}-${date}T${time.slice(1)}${zone ? '' : 'Z'}`);
  if (!isDay || Number.isNaN(at)) throw new PriceCsvError('date', row.line, column.name, text);
  return at / DAY_MS;
}
