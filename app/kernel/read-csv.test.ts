import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';
import { CsvError, readCsv } from './read-csv.ts';

const cells = (text: string) => [...readCsv(text)].map((row) => row.cells);
const lines = (text: string) => [...readCsv(text)].map((row) => row.line);

describe('reading CSV', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\uFEFFa,b\n,\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    [
      '"a,x","say ""yes"""\n"two\r\nlines",',
      [
        ['a,x', 'say "yes"'],
        ['two\r\nlines', ''],
      ],
    ],
    ['""\n', [['']]],
    ['', []],
  ])('of %j', (text, rows) => expect(cells(text)).toEqual(rows));

  it('passes over empty lines and counts them', () => {
    expect(lines('a\n\n"b\nc"\n\nd')).toEqual([1, 3, 6]);
  });

  it('gives back what was written, whatever the signs', () => {
    const rows = [
      ['a', ' b ', 'c"d', 'e,f', 'g\nh', 'i\r\nj', ''],
      ['Київ', '1.5', '', '', '', '', '""'],
    ];
    expect(cells(rows.map(csvLine).join(''))).toEqual(rows);
  });

  it.each([
    ['a\n"b', 2],
    ['"a"b,c', 1],
    ['a\nb\n"c"d', 3],
  ])('of %j fails in its line', (text, line) => {
    expect(() => cells(text)).toThrow(CsvError);
    try {
      cells(text);
    } catch (error) {
      expect((error as CsvError).line).toBe(line);
    }
  });
});
