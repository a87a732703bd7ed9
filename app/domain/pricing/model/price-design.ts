import type { LevelShape, Measure, Periods, PriceFactor } from '../price-model.ts';
import type { KeyColumn, PriceTable } from '../price-table.ts';
import { isAnswerColumn } from './answer-keys.ts';
import { calendarMonthOf, periodOf, periodsBetween, weekdayOf, weekOfMonthOf } from './price-calendar.ts';
import { classOf, measureOf, standardised } from './price-measure.ts';

/** A level as the fit sees it: which of its numbers each row takes. */
export type DesignLevel = LevelShape & {
  readonly width: number;
  readonly keys: readonly string[];
  /** By row: key x width + month or period; keys x width where the row has no key. */
  readonly cells: Int32Array;
  readonly x: Float64Array | null;
};

export type PriceDesign = {
  readonly columns: readonly string[];
  readonly measures: readonly Measure[];
  readonly periods: Periods | null;
  readonly levels: readonly DesignLevel[];
  /** Columns of the finest cell of what and where. */
  readonly cell: readonly string[];
  /** Key of that cell by row, and how many there are. */
  readonly cellCodes: Int32Array;
  readonly cellCount: number;
  readonly cellKeys: readonly string[];
  /** Single columns along which the spread of prices differs. */
  readonly spread: readonly { of: string; codes: Int32Array; values: readonly string[] }[];
};

export const KEY_SEPARATOR = '\u001f';
/** Columns made from the date. */
export const WEEK_OF_MONTH = 'week of month';
export const WEEKDAY = 'weekday';

/** Keys of the columns made from the date, for a day since 1970-01-01, UTC. */
export function keysOfDay(day: number): Readonly<Record<string, string>> {
  return { [WEEK_OF_MONTH]: `${weekOfMonthOf(day)}`, [WEEKDAY]: `${weekdayOf(day)}` };
}

/** What lies in what: a key of the first means the same everywhere only with the key of the second. */
const PARENT: Readonly<Record<string, string>> = { niche: 'sector', region: 'country', city: 'region' };
const WHAT = ['sector', 'niche'];
const WHERE = ['country', 'region', 'city'];
const WHEN = ['holiday', WEEK_OF_MONTH, WEEKDAY];
const SPREAD = ['sector', 'niche', 'country', 'region', 'temperature'];

/** An answer that fewer sales gave tells nothing by itself. */
const LEAST_ANSWERED = 30;
/** A level with a key for almost every row tells noise from effects no more. */
const KEYS_PER_ROW = 0.7;
/** Numbers of one drift, keys x periods. */
const DRIFT_CELLS_LIMIT = 1_500_000;
const SEASON_KEYS_LIMIT = 1_000;
/** A drift needs this many sales a key on average. */
const DRIFT_ROWS_PER_KEY = 3;
/** Dates that fall on fewer days of the month are dates of months, not of days. */
const DAYS_OF_SINGLE_SALES = 10;

const MEASURE_FACTOR: Readonly<Record<string, PriceFactor>> = {
  population: 'geography',
  buyers: 'competition',
  copies: 'copies',
  quality: 'quality',
  profit: 'profit',
  holidays: 'season',
};
/** A month's holidays differ between countries as their seasons do: they are told by what is sold alone. */
const HOLIDAYS = 'holidays';

/**
 * Chooses the levels that a table can tell of and finds each row's place in them. Columns with one value, levels that part
 * the rows as a coarser one does, and slopes of a measure that does not vary within a key are left out.
 */
export function designPrices(table: PriceTable): PriceDesign {
  const dated = table.day ? datesOf(table.day) : null;
  const keys = [...table.keys.map(withoutRareAnswers).filter(tells), ...(dated?.keys ?? [])];
  const byName = new Map(keys.map((column) => [column.name, column]));
  const measures = table.numbers.flatMap(({ name, values }) => measureOf(name, values) ?? []);
  const values = new Map(table.numbers.map((one) => [one.name, one.values]));
  const columnsOf = (name: string) => pathOf(byName, name);
  const parts = new Partitions(table.rows, byName, measures, values);
  const levels: DesignLevel[] = [];
  for (const shape of shapesOf([...byName.keys()], columnsOf, measures, dated !== null)) {
    const level = placeRows(shape, { table, dated, parts, measures, values });
    if (level) levels.push(level);
  }
  const cell = finest(byName, WHAT, columnsOf).concat(finest(byName, WHERE, columnsOf));
  const cells = parts.of(cell, null);
  return {
    columns: [...byName.keys()],
    measures,
    periods: dated?.periods ?? null,
    levels,
    cell,
    cellCodes: cells.codes,
    cellCount: cells.keys.length,
    cellKeys: cells.keys,
    spread: SPREAD.flatMap((of) => {
      const column = byName.get(of);
      return column ? [{ of, codes: column.codes, values: column.values }] : [];
    }),
  };
}

/** A column of answers with those alone that enough rows gave; other columns as they are. */
function withoutRareAnswers(column: KeyColumn): KeyColumn {
  if (!isAnswerColumn(column.name)) return column;
  const rows = new Int32Array(column.values.length);
  for (const code of column.codes) if (code >= 0) rows[code] = (rows[code] as number) + 1;
  const kept = column.values.flatMap((_, code) => ((rows[code] as number) >= LEAST_ANSWERED ? [code] : []));
  const rank = new Int32Array(column.values.length).fill(-1);
  kept.forEach((code, at) => {
    rank[code] = at;
  });
  return {
    name: column.name,
    values: kept.map((code) => column.values[code] as string),
    codes: column.codes.map((code) => (code < 0 ? -1 : (rank[code] as number))),
  };
}

function tells(column: KeyColumn): boolean {
  const first = column.codes[0];
  return column.codes.some((code) => code !== first);
}

type Dated = {
  periods: Periods;
  period: Int32Array;
  month: Int32Array;
  hasSeason: boolean;
  keys: KeyColumn[];
};

/** Periods, months and the columns made from dates; null where no row has one. */
function datesOf(day: Float64Array): Dated | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of day) {
    if (one < first) first = one;
    if (one > last) last = one;
  }
  if (first > last) return null;
  const periods = periodsBetween(first, last);
  const latest = periods.count - 1;
  // A row without a date counts as one of today, whatever the month.
  const period = Int32Array.from(day, (one) =>
    Number.isNaN(one) ? latest : Math.max(0, periodOf(periods, one)),
  );
  const month = Int32Array.from(day, (one) => (Number.isNaN(one) ? -1 : calendarMonthOf(one)));
  const daysOfMonth = new Set(day.map((one) => new Date(one * 86_400_000).getUTCDate()));
  const hasSeason = new Set(month).size > 1;
  const made = (name: string, size: number, of: (day: number) => number) => ({
    name,
    values: Array.from({ length: size }, (_, one) => `${one}`),
    codes: Int32Array.from(day, (one) => (Number.isNaN(one) ? -1 : of(one))),
  });
  const keys =
    daysOfMonth.size >= DAYS_OF_SINGLE_SALES
      ? [made(WEEK_OF_MONTH, 5, weekOfMonthOf), made(WEEKDAY, 7, weekdayOf)].filter(tells)
      : [];
  return { periods, period, month, hasSeason, keys };
}

/** A column with those it lies in, where its keys alone are not unique. */
function pathOf(byName: ReadonlyMap<string, KeyColumn>, name: string): string[] {
  const column = byName.get(name);
  let parentName: string | undefined = PARENT[name];
  while (parentName && !byName.has(parentName)) parentName = PARENT[parentName];
  const parent = parentName ? byName.get(parentName) : undefined;
  if (!column || !parent || !parentName) return [name];
  const parentOf = new Int32Array(column.values.length).fill(-2);
  for (let row = 0; row < column.codes.length; row += 1) {
    const [own, above] = [column.codes[row] as number, parent.codes[row] as number];
    if (own < 0) continue;
    if (parentOf[own] === -2) parentOf[own] = above;
    else if (parentOf[own] !== above) return [...pathOf(byName, parentName), name];
  }
  return [name];
}

function finest(
  byName: ReadonlyMap<string, KeyColumn>,
  path: readonly string[],
  columnsOf: (name: string) => string[],
): string[] {
  const name = path.findLast((one) => byName.has(one));
  return name ? columnsOf(name) : [];
}

/** Every level that columns of these names may have, coarse before fine. */
function shapesOf(
  names: readonly string[],
  columnsOf: (name: string) => string[],
  measures: readonly Measure[],
  isDated: boolean,
): LevelShape[] {
  const here = (list: readonly string[]) => list.filter((name) => names.includes(name)).map(columnsOf);
  const [what, where] = [here(WHAT), here(WHERE)];
  const level = (
    kind: LevelShape['kind'],
    factor: PriceFactor,
    of: readonly string[],
    isMain: boolean,
    measure: string | null = null,
  ): LevelShape => ({ kind, factor, of, isMain, measure });
  const moving = isDated ? 'drift' : 'static';
  const shapes = [level(moving, 'base', [], true)];
  for (const of of what) shapes.push(level(moving, 'base', of, true));
  for (const of of where) shapes.push(level(moving, 'geography', of, true));
  for (const place of where)
    for (const of of what) shapes.push(level(moving, 'geography', [...of, ...place], false));
  const within = [...what, ...where.slice(0, 2)];
  for (const name of names) {
    if (WHAT.includes(name) || WHERE.includes(name)) continue;
    const factor = WHEN.includes(name) ? 'season' : name === 'temperature' ? 'temperature' : 'attributes';
    shapes.push(level('static', factor, [name], true));
    // An answer's key names its niche already.
    if (name === WEEKDAY || name === WEEK_OF_MONTH || isAnswerColumn(name)) continue;
    for (const of of within) shapes.push(level('static', factor, [...of, name], false));
  }
  for (const { name } of measures) {
    const factor = MEASURE_FACTOR[name] ?? 'attributes';
    shapes.push(level('slope', factor, [], true, name));
    for (const of of name === HOLIDAYS ? what : within) shapes.push(level('slope', factor, of, true, name));
    if (name !== HOLIDAYS) shapes.push(level('static', factor, [], true, name));
  }
  if (!isDated) return shapes;
  shapes.push(level('season', 'season', [], true));
  for (const of of within) shapes.push(level('season', 'season', of, true));
  for (const of of what) if (where[0]) shapes.push(level('season', 'season', [...of, ...where[0]], false));
  return shapes;
}

type Placing = {
  table: PriceTable;
  dated: Dated | null;
  parts: Partitions;
  measures: readonly Measure[];
  values: ReadonlyMap<string, Float64Array>;
};

function placeRows(shape: LevelShape, placing: Placing): DesignLevel | null {
  const { table, dated, parts, measures, values } = placing;
  if (shape.kind === 'season' && !dated?.hasSeason) return null;
  const isClassed = shape.kind === 'static' && shape.measure !== null;
  const { keys, codes, repeats } = parts.of(shape.of, isClassed ? shape.measure : null);
  const isFine = shape.of.length + (isClassed ? 1 : 0) > 0;
  if (repeats || (isFine && (keys.length < 2 || keys.length > KEYS_PER_ROW * table.rows))) return null;
  if (shape.kind === 'slope') {
    const measure = measures.find(({ name }) => name === shape.measure);
    const raw = values.get(shape.measure ?? '');
    if (!measure || !raw) return null;
    const x = parts.standardised(measure, raw);
    if (!variesWithin(codes, keys.length, x)) return null;
    return { ...shape, width: 1, keys, cells: withoutKey(codes, keys.length), x };
  }
  if (shape.kind === 'season' && dated) {
    if (keys.length > SEASON_KEYS_LIMIT) return null;
    return { ...shape, width: 12, keys, cells: crossed(codes, keys.length, dated.month, 12), x: null };
  }
  if (shape.kind === 'drift' && dated && isDrifting(keys.length, dated.periods.count, table.rows)) {
    const width = dated.periods.count;
    return { ...shape, width, keys, cells: crossed(codes, keys.length, dated.period, width), x: null };
  }
  return { ...shape, kind: 'static', width: 1, keys, cells: withoutKey(codes, keys.length), x: null };
}

function isDrifting(keys: number, periods: number, rows: number): boolean {
  return periods > 1 && keys * periods <= DRIFT_CELLS_LIMIT && rows >= DRIFT_ROWS_PER_KEY * keys;
}

function withoutKey(codes: Int32Array, keys: number): Int32Array {
  return codes.map((code) => (code < 0 ? keys : code));
}

function crossed(codes: Int32Array, keys: number, inner: Int32Array, width: number): Int32Array {
  return codes.map((code, row) => {
    const at = inner[row] as number;
    return code < 0 || at < 0 ? keys * width : code * width + at;
  });
}

function variesWithin(codes: Int32Array, keys: number, x: Float64Array): boolean {
  const first = new Float64Array(keys).fill(Number.NaN);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number;
    if (code < 0) continue;
    if (Number.isNaN(first[code])) first[code] = x[row] as number;
    else if (first[code] !== x[row]) return true;
  }
  return false;
}

type Part = { keys: string[]; codes: Int32Array; repeats: boolean };

/** Rows parted by the keys of some columns together; each parting is made once. */
class Partitions {
  private readonly made = new Map<string, Part>();
  private readonly scaled = new Map<string, Float64Array>();
  private readonly rows: number;
  private readonly byName: ReadonlyMap<string, KeyColumn>;
  private readonly measures: readonly Measure[];
  private readonly values: ReadonlyMap<string, Float64Array>;

  constructor(
    rows: number,
    byName: ReadonlyMap<string, KeyColumn>,
    measures: readonly Measure[],
    values: ReadonlyMap<string, Float64Array>,
  ) {
    this.rows = rows;
    this.byName = byName;
    this.measures = measures;
    this.values = values;
  }

  standardised(measure: Measure, raw: Float64Array): Float64Array {
    const known = this.scaled.get(measure.name);
    if (known) return known;
    const x = raw.map((value) => standardised(measure, value));
    this.scaled.set(measure.name, x);
    return x;
  }

  of(columns: readonly string[], classesOf: string | null): Part {
    const name = [...columns, ...(classesOf === null ? [] : [`#${classesOf}`])].join(KEY_SEPARATOR);
    const known = this.made.get(name);
    if (known) return known;
    const part = this.make(columns, classesOf);
    this.made.set(name, part);
    return part;
  }

  private make(columns: readonly string[], classesOf: string | null): Part {
    if (columns.length === 0 && classesOf === null)
      return { keys: [''], codes: new Int32Array(this.rows), repeats: false };
    const [last, before] = classesOf === null ? [columns.at(-1), columns.slice(0, -1)] : [null, columns];
    const fine = last === null ? this.classes(classesOf ?? '') : this.column(last ?? '');
    if (before.length === 0) return { ...fine, repeats: false };
    const coarse = this.of(before, null);
    const part = crossedKeys(coarse, fine);
    // As many keys as one of its parts has: the same parting of the rows, which is a level already.
    const repeats = part.keys.length === coarse.keys.length || part.keys.length === fine.keys.length;
    return { ...part, repeats };
  }

  /**
   * Rows without a key have one of their own where others have: that nothing is said may say something. Not so with answers: other
   * niches do not ask that question.
   */
  private column(name: string): Part {
    const column = this.byName.get(name);
    if (!column) return { keys: [], codes: new Int32Array(this.rows).fill(-1), repeats: false };
    const missing = column.values.length;
    if (!column.codes.includes(-1) || isAnswerColumn(name))
      return { keys: [...column.values], codes: column.codes, repeats: false };
    const codes = column.codes.map((code) => (code < 0 ? missing : code));
    return { keys: [...column.values, ''], codes, repeats: false };
  }

  private classes(name: string): Part {
    const measure = this.measures.find((one) => one.name === name);
    const raw = this.values.get(name);
    if (!measure || !raw) return { keys: [], codes: new Int32Array(this.rows).fill(-1), repeats: false };
    const count = measure.cuts.length + 1;
    const keys = Array.from({ length: count }, (_, one) => `${one}`);
    const codes = Int32Array.from(raw, (value) => classOf(measure, value));
    if (!codes.includes(-1)) return { keys, codes, repeats: false };
    return { keys: [...keys, ''], codes: codes.map((code) => (code < 0 ? count : code)), repeats: false };
  }
}

function crossedKeys(coarse: Part, fine: Part): { keys: string[]; codes: Int32Array } {
  const keys: string[] = [];
  const found = new Map<number, number>();
  const codes = new Int32Array(coarse.codes.length);
  for (let row = 0; row < codes.length; row += 1) {
    const [outer, inner] = [coarse.codes[row] as number, fine.codes[row] as number];
    const pair = outer * fine.keys.length + inner;
    let code = found.get(pair);
    if (code === undefined) {
      code = keys.length;
      found.set(pair, code);
      keys.push(`${coarse.keys[outer]}${KEY_SEPARATOR}${fine.keys[inner]}`);
    }
    codes[row] = code;
  }
  return { keys, codes };
}
