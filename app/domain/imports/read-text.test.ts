import { describe, expect, it } from 'vitest';
import { guessDelimiter } from './guess-delimiter.ts';
import { guessEncoding } from './guess-encoding.ts';
import type { Encoding } from './import.ts';
import { readCsv } from './read-csv.ts';

describe('the encoding of a file', () => {
  const utf8 = (text: string) => Buffer.from(text);
  it.each<[string, Uint8Array, boolean, Encoding]>([
    ['with the mark of UTF-8', utf8('\uFEFFимя'), true, 'utf-8'],
    ['UTF-8 without it', utf8('имя;телефон'), true, 'utf-8'],
    ['plain Latin', utf8('name;phone'), true, 'utf-8'],
    ['with the mark of UTF-16', Buffer.from('\uFEFFname', 'utf16le'), false, 'utf-16le'],
    ['UTF-16 without it', Buffer.from('name;phone;email', 'utf16le'), true, 'utf-16le'],
    [
      'Cyrillic of one byte a letter',
      Buffer.from([0xe8, 0xec, 0xff, 0x3b, 0xf2, 0xe5, 0xeb]),
      false,
      'windows-1251',
    ],
    ['Hungarian of one byte a letter', Buffer.from('n\xe9v;telefonsz\xe1m', 'latin1'), false, 'windows-1250'],
  ])('%s', (_what, head, isUtf8, encoding) => expect(guessEncoding(head, isUtf8)).toBe(encoding));
});

describe('what parts the columns', () => {
  it.each([
    ['a;b;c\n1;2;3\n', ';'],
    ['a,b,c\n1,2,3\n', ','],
    ['a\tb\tc\n1\t2\t3\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['name;note\nAnna;"one, two, three"\nIvan;four, five\n', ';'],
    ['price;sum\n1,50;2,50\n3,00;4,00\n', ';'],
    ['one column\nonly\n', ','],
  ])('%j', (head, delimiter) => expect(guessDelimiter(head)).toBe(delimiter));
});

async function read(text: string, partBytes = 3) {
  const bytes = Buffer.from(text);
  async function* parts() {
    for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
  }
  const rows: [number, ...string[]][] = [];
  for await (const { number, cells } of readCsv(parts(), { encoding: 'utf-8', delimiter: ';' }))
    rows.push([number, ...cells]);
  return rows;
}

describe('the rows of a text', () => {
  it('are read across the joints of what comes, letters among them', async () => {
    expect(await read('імʼя;ще\r\nОлена;"дві; ""лапки""\nй рядок"\r\n')).toEqual([
      [1, 'імʼя', 'ще'],
      [2, 'Олена', 'дві; "лапки"\nй рядок'],
    ]);
  });

  it('keep their numbers where others are empty, and lose what a database cannot hold', async () => {
    expect(await read('a;b\n;\nc\0;\uFFFDd\n')).toEqual([
      [1, 'a', 'b'],
      [3, 'c', '\uFFFDd'],
    ]);
  });

  it('may have any number of cells, and quotes that stand inside a cell', async () => {
    expect(await read('a;b;c\n5" screen;x\n')).toEqual([
      [1, 'a', 'b', 'c'],
      [2, '5" screen', 'x'],
    ]);
  });

  it('end with the row whose quote was never closed', async () => {
    await expect(read('a;b\nc;"d\n')).rejects.toMatchObject({
      code: 'import_quote_open',
      params: { row: 2 },
    });
  });
});
