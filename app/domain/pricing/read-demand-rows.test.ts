import { describe, expect, it } from 'vitest';
import { writeMonth } from './demand/month-number.ts';
import { DemandCsvError, readDemandRows } from './read-demand-rows.ts';

function problemOf(text: string) {
  try {
    readDemandRows(text);
  } catch (error) {
    if (error instanceof DemandCsvError) return [error.problem, error.line, error.column];
    throw error;
  }
  return null;
}

describe('a file of demand', () => {
  it('is read with its keys from the whole to its parts, whatever their order', () => {
    const { keyColumns, rows } = readDemandRows(
      '\uFEFFregion,count,at,price,niche\r\nUA-30,7,2025-03-15,1,"a,b"\r\n',
    );
    expect(keyColumns).toEqual(['niche', 'region']);
    expect(rows.map(({ keys, month, count }) => [...keys, writeMonth(month), count])).toEqual([
      ['a,b', 'UA-30', '2025-03', 7],
    ]);
  });

  it('needs no keys', () => {
    expect(readDemandRows('at,count\n2025-01,0\n').rows).toMatchObject([{ keys: [], count: 0 }]);
  });

  it.each([
    ['at,count\n2025-01,5\n2025-13,5\n', ['month', 3, 'at']],
    ['at,count\n2025-01,five\n', ['count', 2, 'count']],
    ['at,count\n2025-01,-1\n', ['count', 2, 'count']],
    ['at,count\n2025-01,\n', ['count', 2, 'count']],
    ['at,count\n2025-01,1e999\n', ['count', 2, 'count']],
    ['at,count\n2025-01,NaN\n', ['count', 2, 'count']],
    ['at,count\n2025-01,1e18\n', ['count', 2, 'count']],
    ['at,count,niche\n2025-01,1\n', ['cells', 2, null]],
    ['at,niche\n2025-01,a\n', ['column_missing', 1, 'count']],
    ['at,at,count\n2025-01,2025-01,1\n', ['column_twice', 1, 'at']],
    ['at,count\n', ['empty', 1, null]],
    ['', ['empty', 1, null]],
    ['at,count\n\n"2025-01,3\n', ['csv', 3, null]],
  ])('says where it cannot be read: %j', (text, problem) => expect(problemOf(text)).toEqual(problem));
});
