import sax from 'sax';
import { Refusal } from '#app/kernel/refusal.ts';
import { isDateFormat, isSerial, serialToText } from './excel-dates.ts';
import { CELL_CHARACTERS_MOST, COLUMNS_MOST, type FileRow } from './import.ts';
import { cleanCell } from './read-csv.ts';
import type { StringTable } from './string-table.ts';

/*
 * The parts of a workbook (ECMA-376, part 1) that tell what stands in its cells, read as they come. Nothing outside the file is
 * ever asked for: entities are not resolved, links not followed.
 */

/** Called as elements open, hold text and close; names without their prefix. */
type Watcher = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** Elements within one another: a workbook has a dozen. Each that is open is held in memory. */
const DEPTH_MOST = 64;

/**
 * Feeds XML to a watcher, piece by piece, and yields after each what `take` gives.
 * @throws Refusal `import_unfolds` where elements stand too deep within one another
 */
async function* watch<Item>(
  bytes: AsyncIterable<Uint8Array>,
  watcher: Watcher,
  take: () => Iterable<Item>,
): AsyncGenerator<Item> {
  const parser = sax.parser(true, { position: false });
  let depth = 0;
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth > DEPTH_MOST) throw new Refusal('import_unfolds');
    watcher.open?.(bareName(name), attributes as Record<string, string>);
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    watcher.close?.(bareName(name));
  };
  parser.ontext = (text) => watcher.text?.(text);
  parser.oncdata = (text) => watcher.text?.(text);
  parser.onerror = (error) => {
    throw error;
  };
  const decoder = new TextDecoder();
  for await (const piece of bytes) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield* take();
  }
  parser.write(decoder.decode()).close();
  yield* take();
}

function bareName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

async function watchAll(bytes: AsyncIterable<Uint8Array>, watcher: Watcher): Promise<void> {
  for await (const nothing of watch(bytes, watcher, () => [])) void nothing;
}

export type SheetList = {
  readonly sheets: readonly { readonly name: string; readonly relation: string }[];
  readonly epoch: 1900 | 1904;
};

const SHEETS_MOST = 200;
/** The last row that a sheet may have. */
const ROW_NUMBER_MOST = 1_048_576;

/** The sheets that a person sees, in their order, and from when its days are counted. */
export async function readWorkbook(bytes: AsyncIterable<Uint8Array>): Promise<SheetList> {
  const sheets: { name: string; relation: string }[] = [];
  let epoch: 1900 | 1904 = 1900;
  await watchAll(bytes, {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) epoch = 1904;
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible' || sheets.length >= SHEETS_MOST)
        return;
      const relation = Object.entries(attributes).find(([key]) => bareName(key) === 'id' && key !== 'id');
      sheets.push({ name: attributes.name ?? '', relation: relation?.[1] ?? '' });
    },
  });
  return { sheets, epoch };
}

/** The parts that a workbook names, by the name it uses. */
export async function readRelations(bytes: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await watchAll(bytes, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
      const target = attributes.Target ?? '';
      targets.set(attributes.Id ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

/** The styles in which a number is shown as a date, by their place. */
export async function readDateStyles(bytes: AsyncIterable<Uint8Array>): Promise<ReadonlySet<number>> {
  const codes = new Map<number, string>();
  const dates = new Set<number>();
  let inCells = false;
  let nth = 0;
  await watchAll(bytes, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const format = Number(attributes.numFmtId ?? 0);
      if (isDateFormat(format, codes.get(format))) dates.add(nth);
      nth += 1;
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** The texts that cells refer to by their number. @throws Refusal `import_unfolds` */
export async function readSharedStrings(
  bytes: AsyncIterable<Uint8Array>,
  table: StringTable,
): Promise<StringTable> {
  let text = '';
  let isRead = false;
  let isPhonetic = false;
  await watchAll(bytes, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
      if (name === 't') isRead = !isPhonetic;
    },
    text(more) {
      if (isRead && text.length <= CELL_CHARACTERS_MOST) text += more;
    },
    close(name) {
      if (name === 't') isRead = false;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'si') table.add(cleanCell(text));
    },
  });
  return table;
}

type Cell = { column: number; kind: string; style: number; text: string };

/**
 * The rows of a sheet that hold any text.
 * @throws Refusal `import_too_wide`
 */
export async function* readSheet(
  bytes: AsyncIterable<Uint8Array>,
  book: { strings: StringTable | null; dateStyles: ReadonlySet<number>; epoch: 1900 | 1904 },
): AsyncGenerator<FileRow> {
  let rows: FileRow[] = [];
  let number = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let isRead = false;
  let next = 0;
  const textOf = ({ kind, style, text }: Cell): string => {
    if (kind === 's') return book.strings?.at(Number(text)) ?? '';
    if (kind === 'e') return '';
    if (kind !== 'n') return cleanCell(text);
    return numberText(text, book.dateStyles.has(style) ? book.epoch : null);
  };
  yield* watch(
    bytes,
    {
      open(name, attributes) {
        if (name === 'row') {
          number = rowNumber(attributes.r, number);
          cells = [];
          next = 0;
        } else if (name === 'c') {
          const column = attributes.r ? columnOf(attributes.r) : next;
          next = column + 1;
          cell = { column, kind: attributes.t ?? 'n', style: Number(attributes.s ?? 0), text: '' };
        } else if (name === 'v' || name === 't') isRead = cell !== null;
        else if (name === 'rPh') isRead = false;
      },
      text(more) {
        if (isRead && cell && cell.text.length <= CELL_CHARACTERS_MOST) cell.text += more;
      },
      close(name) {
        if (name === 'v' || name === 't') isRead = false;
        else if (name === 'c' && cell) {
          const text = textOf(cell);
          if (text !== '') {
            if (cell.column >= COLUMNS_MOST) throw new Refusal('import_too_wide', { most: COLUMNS_MOST });
            while (cells.length < cell.column) cells.push('');
            cells[cell.column] = text;
          }
          cell = null;
        } else if (name === 'row' && cells.length > 0) rows.push({ number, cells });
      },
    },
    () => {
      const ready = rows;
      rows = [];
      return ready;
    },
  );
}

/** A row's own number where it comes after the one before, else the next: rows are told apart by it, and few programs leave it out. */
function rowNumber(given: string | undefined, before: number): number {
  const own = Number(given);
  return Number.isInteger(own) && own > before && own <= ROW_NUMBER_MOST ? own : before + 1;
}

/** `C7` stands in the third column: 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const at = letter.charCodeAt(0) - 64;
    if (at < 1 || at > 26) break;
    column = column * 26 + at;
  }
  return Math.max(0, column - 1);
}

/** A number without the exponent that files write long ones with; telephone numbers are such. */
function numberText(text: string, epoch: 1900 | 1904 | null): string {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return cleanCell(text);
  if (epoch !== null && isSerial(number)) return serialToText(number, epoch);
  return Number.isSafeInteger(number) ? BigInt(number).toString() : String(number);
}
