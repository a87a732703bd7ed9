import type { DemandProblem } from '#app/domain/pricing/read-demand-rows.ts';

type Place = { line: number; column: string | null; found: string };

const MOST_SHOWN = 40;

function quoted(text: string): string {
  return `“${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}”`;
}

const problems: Record<DemandProblem, (place: Place) => string> = {
  csv: ({ found }) => `this is not CSV: ${found}`,
  empty: () => 'there is no row of data',
  column_missing: () => 'this column is missing; at and count are needed',
  column_twice: () => 'this column is there twice',
  cells: ({ found }) => `the row has ${found} cells, which is not what the column names have`,
  month: ({ found }) => `${quoted(found)} is no month: write it as 2025-01 or 2025-01-31`,
  count: ({ found }) => `${quoted(found)} is no count: a number from 0 to 1e12 is needed`,
};

/** The demand model by command line. */
export const demandWords = {
  usage: 'Usage: npm run -s demand-model -- --train T.csv --horizon 12',
  horizon: (given: string, limit: number) =>
    `--horizon ${quoted(given)} is no number of months: it is a whole number from 1 to ${limit}.`,
  unreadable: (path: string, why: string) => `The file ${path} cannot be read: ${why}`,
  problem: (path: string, problem: DemandProblem, place: Place) =>
    `${path}, line ${place.line}${place.column === null ? '' : `, column ${place.column}`}: ${problems[problem](place)}.`,
};
