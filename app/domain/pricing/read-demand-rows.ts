import { CsvError, type CsvRow, readCsv } from '#app/kernel/read-csv.ts';
import type { DemandRow } from './demand/gather-series.ts';
import { readMonth } from './demand/month-number.ts';

/** What a series may be told by, from the whole to its parts. */
const KEY_COLUMNS = ['sector', 'niche', 'country', 'region', 'city'] as const;

export type DemandProblem = 'csv' | 'empty' | 'column_missing' | 'column_twice' | 'cells' | 'month' | 'count';

/** A file of demand that cannot be read: where, and what is wrong there. */
export class DemandCsvError extends Error {
  readonly problem: DemandProblem;
  /** 1 is the line of column names. */
  readonly line: number;
  readonly column: string | null;
  /** What stands there. */
  readonly found: string;
  constructor(problem: DemandProblem, line: number, column: string | null, found: string) {
    super(problem);
    this.name = 'DemandCsvError';
    this.problem = problem;
    this.line = line;
    this.column = column;
    this.found = found;
  }
}

export type DemandFile = { readonly keyColumns: readonly string[]; readonly rows: readonly DemandRow[] };

/** More leads a month than there are people. */
const MOST_COUNT = 1e12;
/** A number as machines write it; a mean of several counts has a fraction. */
const COUNT = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Demand from CSV with the columns `at` (a month, or a day of it), `count` (a number from 0 to 1e12) and any of sector,
 * niche, country, region and city. Other columns are passed over.
 *
 * Throws DemandCsvError on the first row that cannot be read, and where there is none.
 */
export function readDemandRows(text: string): DemandFile {
  const rows: DemandRow[] = [];
  let head: Head | null = null;
  let line = 1;
  try {
    for (const row of readCsv(text)) {
      line = row.line;
      if (head) rows.push(readRow(row, head));
      else head = readHead(row);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new DemandCsvError('csv', error.line, null, error.message);
    throw error;
  }
  if (!head || rows.length === 0) throw new DemandCsvError('empty', line, null, '');
  return { keyColumns: head.keys.map(({ name }) => name), rows };
}

type Column = { readonly name: string; readonly index: number };
type Head = {
  readonly width: number;
  readonly at: Column;
  readonly count: Column;
  readonly keys: readonly Column[];
};

function readHead({ line, cells }: CsvRow): Head {
  const names = cells.map((cell) => cell.trim());
  const find = (name: string): Column | null => {
    const index = names.indexOf(name);
    if (index === -1) return null;
    if (names.lastIndexOf(name) !== index) throw new DemandCsvError('column_twice', line, name, '');
    return { name, index };
  };
  const need = (name: string): Column => {
    const column = find(name);
    if (!column) throw new DemandCsvError('column_missing', line, name, '');
    return column;
  };
  return {
    width: cells.length,
    at: need('at'),
    count: need('count'),
    keys: KEY_COLUMNS.flatMap((name) => find(name) ?? []),
  };
}

function readRow({ line, cells }: CsvRow, head: Head): DemandRow {
  if (cells.length !== head.width) throw new DemandCsvError('cells', line, null, String(cells.length));
  const textOf = ({ index }: Column) => (cells[index] ?? '').trim();
  const month = readMonth(textOf(head.at));
  if (month === null) throw new DemandCsvError('month', line, head.at.name, textOf(head.at));
  const written = textOf(head.count);
  const count = Number(written);
  if (!COUNT.test(written) || !(count <= MOST_COUNT))
    throw new DemandCsvError('count', line, head.count.name, written);
  return { keys: head.keys.map(({ index }) => cells[index] ?? ''), month, count };
}
