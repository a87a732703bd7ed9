import type { PriceProblem } from '#app/domain/pricing/read-price-rows.ts';

type Place = { line: number; column: string | null; found: string };

const MOST_SHOWN = 40;

function quoted(text: string): string {
  return `“${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}”`;
}

const problems: Record<PriceProblem, (place: Place) => string> = {
  csv: ({ found }) => `this is not CSV: ${found}`,
  empty: () => 'there is no row of data',
  column_missing: () => 'this column is missing',
  column_twice: () => 'this column is there twice',
  cell_missing: () => 'the row ends before this column',
  cells: ({ found }) => `the row has ${found} cells, more than there are column names`,
  date: ({ found }) => `${quoted(found)} is no ISO date, such as 2026-04-30`,
  number: ({ found }) => `${quoted(found)} is no number`,
  price: ({ found }) => `${quoted(found)} is no price: a number above zero, and at most 1e15, is needed`,
};

/** The price model by command line. */
export const priceWords = {
  usage: 'Usage: npm run -s price-model -- --train T.csv --predict C.csv',
  unreadable: (path: string, why: string) => `The file ${path} cannot be read: ${why}`,
  problem: (path: string, problem: PriceProblem, place: Place) =>
    `${path}, line ${place.line}${place.column === null ? '' : `, column ${place.column}`}: ${problems[problem](place)}.`,
};
