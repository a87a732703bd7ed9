import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';
import { decimalOf } from './decimal.ts';

describe('a line of CSV', () => {
  it.each([
    [['a', 'b'], 'a,b\r\n'],
    [['a,b', 'say "yes"', 'two\r\nlines'], '"a,b","say ""yes""","two\r\nlines"\r\n'],
    [['-12.50', '0', '1234'], '-12.50,0,1234\r\n'],
    [['', ' padded '], '," padded "\r\n'],
  ])('of %j', (cells, line) => expect(csvLine(cells)).toBe(line));

  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\tx', '\rx', '=cmd|"/C calc"!A0', '＝1+1', '-2-3', '--1'])(
    'does not let a spreadsheet run %j',
    (text) => expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/),
  );
});

describe('a cell of CSV, opened where the semicolon parts cells', () => {
  /** As a spreadsheet of such a country reads a line: quotes count where a cell begins only. */
  const cellsOf = (line: string) => line.split(/[;\t\r\n]/).map((cell) => cell.replace(/^[\s"]+/, ''));

  it.each(['a;=1+1', 'a; =1+1', 'a;"=1+1"', 'a\n=1+1', 'a\r\n\t@x', 'a;b;-1+1', ' =1+1', 'a;＝1+1'])(
    'lets no part of %j be run',
    (text) => {
      for (const cell of cellsOf(csvLine(['5', text]))) expect(cell).not.toMatch(/^[=+\-@＝＋－＠]/);
    },
  );

  it('is as it was where nothing in it could be run', () => {
    expect(csvLine(['a;b', '1-2', 'a = b; c+d'])).toBe('a;b,1-2,a = b; c+d\r\n');
  });
});

describe('an amount for machines', () => {
  it.each([
    [0n, '0.00'],
    [5n, '0.05'],
    [-5n, '-0.05'],
    [123_450n, '1234.50'],
    [-9_007_199_254_740_993n, '-90071992547409.93'],
  ])('of %s', (minor, written) => expect(decimalOf(minor)).toBe(written));
});
