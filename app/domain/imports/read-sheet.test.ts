import { describe, expect, it } from 'vitest';
import { readSharedStrings, readSheet, readWorkbook } from './sheet-xml.ts';
import { StringTable } from './string-table.ts';

const DEEP = 200_000;

async function* piecesOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

/** As a file would say it in a few hundred bytes of zip. */
async function* many(head: string, text: string, times: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  for (let nth = 0; nth < times; nth += 1_000) yield Buffer.from(text.repeat(1_000));
}

async function rowNumbers(sheet: string): Promise<number[]> {
  const numbers: number[] = [];
  const book = { strings: null, dateStyles: new Set<number>(), epoch: 1900 as const };
  for await (const { number } of readSheet(piecesOf(sheet), book)) numbers.push(number);
  return numbers;
}

describe('a sheet from a stranger', () => {
  it('with elements within one another without end is refused before they fill the memory', async () => {
    const book = { strings: null, dateStyles: new Set<number>(), epoch: 1900 as const };
    await expect(readSheet(many('<worksheet>', '<a>', DEEP), book).next()).rejects.toMatchObject({
      code: 'import_unfolds',
    });
    await expect(readWorkbook(many('<workbook>', '<a>', DEEP))).rejects.toMatchObject({
      code: 'import_unfolds',
    });
  });

  it('with texts without end is refused, empty ones too', async () => {
    await expect(
      readSharedStrings(many('<sst>', '<si/>', DEEP), new StringTable(1024 * 1024)),
    ).rejects.toMatchObject({ code: 'import_unfolds' });
  });

  it('has each row under a number of its own, whatever it says', async () => {
    const row = (r: string) => `<row r="${r}"><c><v>1</v></c></row>`;
    const said = ['3', '3', '2', '1.5', '-1', '0', 'x', '', '1e300', '2147483648', 'Infinity', '20', '20'];
    expect(
      await rowNumbers(`<worksheet><sheetData>${said.map(row).join('')}</sheetData></worksheet>`),
    ).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20, 21]);
  });
});
