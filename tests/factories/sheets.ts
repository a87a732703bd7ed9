import { once } from 'node:events';
import yazl from 'yazl';

export type Cell = string | number | { readonly days: number };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/**
 * A workbook as spreadsheets write it: texts shared, numbers as numbers, days as numbers with a date's style (`{ days }`). Its
 * parts stand in the order in which spreadsheets have them, texts behind the sheets that need them.
 * @param options.rowNumbers what the rows say their numbers are, where a file lies
 */
export async function workbook(
  sheets: readonly {
    readonly name: string;
    readonly rows: Iterable<readonly Cell[]>;
    readonly hidden?: true;
  }[],
  options: { readonly rowNumbers?: readonly number[] } = {},
): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const texts = new Map<string, number>();
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(XML + xml), name);
  add(
    'xl/workbook.xml',
    `<workbook ${MAIN} xmlns:r="${REL}"><workbookPr/><sheets>${sheets
      .map(
        ({ name, hidden }, at) =>
          `<sheet name="${escaped(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
      .map(
        (_, at) =>
          `<Relationship Id="rId${at + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
  );
  sheets.forEach(({ rows }, at) => {
    add(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(rows, texts, options.rowNumbers));
  });
  add(
    'xl/styles.xml',
    `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="170" formatCode="dd.mm.yyyy hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
  );
  add(
    'xl/sharedStrings.xml',
    `<sst ${MAIN}>${[...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
  );
  zip.end();
  const parts: Buffer[] = [];
  zip.outputStream.on('data', (part: Buffer) => parts.push(part));
  await once(zip.outputStream, 'end');
  return Buffer.concat(parts);
}

function sheetXml(
  rows: Iterable<readonly Cell[]>,
  texts: Map<string, number>,
  numbers: readonly number[] = [],
): string {
  const lines: string[] = [];
  let number = 0;
  for (const row of rows) {
    number += 1;
    const cells = row.map((cell, column) => {
      const at = `${letters(column)}${number}`;
      if (cell === '') return '';
      if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
      if (typeof cell === 'object') return `<c r="${at}" s="1"><v>${cell.days}</v></c>`;
      const known = texts.get(cell) ?? texts.size;
      texts.set(cell, known);
      return `<c r="${at}" t="s"><v>${known}</v></c>`;
    });
    lines.push(`<row r="${numbers[number - 1] ?? number}">${cells.join('')}</row>`);
  }
  return `<worksheet ${MAIN}><sheetData>${lines.join('')}</sheetData></worksheet>`;
}
