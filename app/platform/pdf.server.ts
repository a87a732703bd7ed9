import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Kerning, ligatures and marks: these scripts are read without, and with them a row takes twenty times as long. */
const SHAPING = ['GPOS', 'GSUB', 'GDEF', 'kern'];
const TABLES_FROM = 12;
const TABLE_BYTES = 16;

const MARGIN = 40;
const FOOT = 28;
const SIZE = { title: 15, heading: 11, text: 9, small: 7.5 };
const CELL_GAP = 6;
const ROWS_A_TURN = 25;
const INK = '#1a1a1a';
const SOFT = '#5c5c5c';
const LINE = '#c4c4c4';

export type PdfColumn = {
  readonly head: string;
  /** A part of the width; the parts of all columns make up the whole. */
  readonly part: number;
  readonly align?: 'right';
};

/** What a paper is made of, from top to bottom. */
export type PdfBlock =
  | { readonly kind: 'title' | 'heading' | 'text' | 'small'; readonly text: string }
  | {
      readonly kind: 'parties';
      readonly parties: readonly { readonly head: string; readonly lines: readonly string[] }[];
    }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly term: string; readonly value: string }[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly PdfColumn[];
      readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
      /** Sums below the rows, set bold. */
      readonly sums?: readonly (readonly string[])[];
    };

type Doc = PDFKit.PDFDocument;

type Tools = {
  readonly PDFDocument: new (options: PDFKit.PDFDocumentOptions) => Doc;
  readonly fonts: { readonly plain: Buffer; readonly bold: Buffer };
};

let tools: Promise<Tools> | undefined;

/**
 * What writes papers is read with the first of them: few processes write any, and all would hold it.
 * DejaVu Sans writes Latin, Cyrillic and Armenian, and its figures are all of one width.
 */
async function openTools(): Promise<Tools> {
  const { default: PDFDocument } = await import('pdfkit');
  const fonts = {
    plain: readFont('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    bold: readFont('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  };
  return { PDFDocument, fonts };
}

/**
 * Writes a paper of A4 pages with text that can be selected. It lets others work after every few rows, because the
 * process also takes leads in.
 * @param input.pageOf what stands at the foot of each page
 */
export async function writePdf(input: {
  title: string;
  author: string;
  madeAt: Date;
  pageOf: (page: number, pages: number) => string;
  blocks: readonly PdfBlock[];
}): Promise<Uint8Array<ArrayBuffer>> {
  tools ??= openTools();
  const { PDFDocument, fonts } = await tools;
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    bufferPages: true,
    font: fonts.plain as unknown as string,
    info: { Title: input.title, Author: input.author, CreationDate: input.madeAt, ModDate: input.madeAt },
  });
  doc.registerFont('plain', fonts.plain);
  doc.registerFont('bold', fonts.bold);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((end, fail) => {
    doc.once('end', end);
    doc.once('error', fail);
  });
  for (const block of input.blocks) await write(doc, block);
  writeFeet(doc, input.title, input.pageOf);
  doc.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

async function write(doc: Doc, block: PdfBlock): Promise<void> {
  switch (block.kind) {
    case 'title':
      text(doc, block.text, 'bold', SIZE.title);
      return;
    case 'heading':
      keepTogether(doc, 60);
      doc.moveDown(0.6);
      text(doc, block.text, 'bold', SIZE.heading);
      return;
    case 'text':
      text(doc, block.text, 'plain', SIZE.text);
      return;
    case 'small':
      text(doc, block.text, 'plain', SIZE.small, SOFT);
      return;
    case 'parties':
      writeParties(doc, block.parties);
      return;
    case 'facts':
      for (const { term, value } of block.facts) writeFact(doc, term, value);
      doc.moveDown(0.5);
      return;
    case 'table':
      await writeTable(doc, block);
  }
}

function text(doc: Doc, content: string, font: 'plain' | 'bold', size: number, color = INK): void {
  doc
    .font(font)
    .fontSize(size)
    .fillColor(color)
    .text(content, MARGIN, doc.y, { width: widthOf(doc) });
  doc.moveDown(0.35);
}

function widthOf(doc: Doc): number {
  return doc.page.width - 2 * MARGIN;
}

function bottomOf(doc: Doc): number {
  return doc.page.height - MARGIN - FOOT;
}

function keepTogether(doc: Doc, height: number): void {
  if (doc.y + height > bottomOf(doc)) doc.addPage();
}

function writeParties(
  doc: Doc,
  parties: readonly { readonly head: string; readonly lines: readonly string[] }[],
): void {
  doc.moveDown(0.5);
  const width = (widthOf(doc) - 20 * (parties.length - 1)) / parties.length;
  const top = doc.y;
  let end = top;
  parties.forEach(({ head, lines }, index) => {
    const x = MARGIN + index * (width + 20);
    doc.font('plain').fontSize(SIZE.small).fillColor(SOFT).text(head, x, top, { width });
    doc.font('plain').fontSize(SIZE.text).fillColor(INK);
    for (const line of lines) doc.text(line, x, doc.y + 1, { width });
    end = Math.max(end, doc.y);
  });
  doc.y = end;
  doc.moveDown(1);
}

function writeFact(doc: Doc, term: string, value: string): void {
  const top = doc.y;
  doc.font('plain').fontSize(SIZE.text).fillColor(SOFT).text(term, MARGIN, top, { width: 150 });
  const left = doc.y;
  doc.fillColor(INK).text(value, MARGIN + 155, top, { width: widthOf(doc) - 155 });
  doc.y = Math.max(left, doc.y) + 1;
}

type Table = Extract<PdfBlock, { kind: 'table' }>;
type Place = { readonly x: number; readonly width: number; readonly align: 'left' | 'right' };

async function writeTable(doc: Doc, table: Table): Promise<void> {
  const places = placesOf(doc, table.columns);
  const heads = table.columns.map(({ head }) => head);
  const writeHeads = () => writeRow(doc, places, heads, { font: 'plain', color: SOFT });
  keepTogether(doc, 40);
  writeHeads();
  let count = 0;
  for await (const row of table.rows) {
    writeCells(doc, places, row, 'plain', writeHeads);
    count += 1;
    if (count % ROWS_A_TURN === 0) await new Promise((wake) => setImmediate(wake));
  }
  for (const row of table.sums ?? []) writeCells(doc, places, row, 'bold', writeHeads);
  doc.moveDown(0.8);
}

function placesOf(doc: Doc, columns: readonly PdfColumn[]): Place[] {
  const whole = columns.reduce((sum, { part }) => sum + part, 0);
  let x = MARGIN;
  return columns.map(({ part, align }) => {
    const width = (widthOf(doc) * part) / whole;
    const place = { x, width: width - CELL_GAP, align: align ?? ('left' as const) };
    x += width;
    return place;
  });
}

function writeCells(
  doc: Doc,
  places: readonly Place[],
  cells: readonly string[],
  font: 'plain' | 'bold',
  writeHeads: () => void,
): void {
  doc.font(font).fontSize(SIZE.small);
  if (doc.y + heightOf(doc, places, cells) > bottomOf(doc)) {
    doc.addPage();
    writeHeads();
  }
  writeRow(doc, places, cells, { font, color: INK });
}

function heightOf(doc: Doc, places: readonly Place[], cells: readonly string[]): number {
  const heights = cells.map((cell, index) => {
    const place = places[index];
    // What fits on one line is most of it, and measuring the rest is dear.
    if (!place || cell.length * SIZE.small * 0.5 < place.width) return doc.currentLineHeight(true);
    return doc.heightOfString(cell, { width: place.width });
  });
  return Math.max(...heights) + 5;
}

function writeRow(
  doc: Doc,
  places: readonly Place[],
  cells: readonly string[],
  look: { font: 'plain' | 'bold'; color: string },
): void {
  doc.font(look.font).fontSize(SIZE.small);
  const top = doc.y;
  const height = heightOf(doc, places, cells);
  cells.forEach((cell, index) => {
    const place = places[index];
    if (place && cell !== '')
      doc.fillColor(look.color).text(cell, place.x, top + 2, { width: place.width, align: place.align });
  });
  doc.y = top + height;
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(doc.page.width - MARGIN, doc.y)
    .lineWidth(0.4)
    .strokeColor(LINE)
    .stroke();
}

/** How many pages there are is known only at the end. */
function writeFeet(doc: Doc, title: string, pageOf: (page: number, pages: number) => string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // Below the margin a text would begin a page of its own.
    doc.page.margins.bottom = 0;
    const y = doc.page.height - MARGIN - 8;
    doc.font('plain').fontSize(SIZE.small).fillColor(SOFT);
    doc.text(title, MARGIN, y, { width: widthOf(doc) * 0.75, lineBreak: false, ellipsis: true });
    doc.text(pageOf(page - start + 1, count), MARGIN, y, {
      width: widthOf(doc),
      align: 'right',
      lineBreak: false,
    });
  }
}

/** A font of a package, its shaping tables under names that nobody asks for. Read once: it is the same for all papers. */
function readFont(path: string): Buffer {
  const font = readFileSync(createRequire(import.meta.url).resolve(path));
  const tables = font.readUInt16BE(4);
  for (let table = 0; table < tables; table += 1) {
    const at = TABLES_FROM + table * TABLE_BYTES;
    if (SHAPING.includes(font.toString('latin1', at, at + 4))) font.write('x', at, 'latin1');
  }
  return font;
}
