import { Readable } from 'node:stream';
import * as yauzl from 'yauzl';
import { Refusal } from '#app/kernel/refusal.ts';
import type { FileRow } from './import.ts';
import {
  readDateStyles,
  readRelations,
  readSharedStrings,
  readSheet,
  readWorkbook,
  type SheetList,
} from './sheet-xml.ts';
import { StringTable } from './string-table.ts';

/** A file that can be read from any place on. */
export type FileSource = {
  readonly bytes: number;
  /** The bytes from `start` up to, not with, `end`. */
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>;
};

export type Workbook = {
  readonly sheets: readonly string[];
  /** @throws Refusal `import_unreadable`, `import_unfolds`, `import_too_wide` */
  readonly rows: (sheet: number) => AsyncGenerator<FileRow>;
};

const ENTRIES_MOST = 5_000;
const MIB = 1024 * 1024;
/** What each part may be when it is unfolded: a hundred thousand rows of a hundred short cells, and no more. */
const SHEET_BYTES_MOST = 512 * MIB;
const STRINGS_BYTES_MOST = 256 * MIB;
const SMALL_BYTES_MOST = 8 * MIB;
/** Texts held in memory while a sheet is read. */
const STRING_TABLE_BYTES_MOST = 64 * MIB;

/**
 * Opens a workbook without unpacking it: its parts are read as streams, one after another. A part that unfolds to more than it
 * may is refused by what it says of itself, and broken off where it said less.
 * @throws Refusal `import_unreadable`, `import_unfolds`; what the zip or XML reader finds wrong comes as their own errors
 */
export async function openWorkbook(source: FileSource): Promise<Workbook> {
  const zip = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.bytes, {
    lazyEntries: true,
    autoClose: false,
  });
  const entries = await listEntries(zip);
  const part = async (name: string, bytesMost: number) => {
    const entry = entries.get(name.toLowerCase());
    if (!entry) return null;
    if (entry.uncompressedSize > bytesMost) throw new Refusal('import_unfolds');
    return (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>;
  };
  const needed = async (name: string, bytesMost = SMALL_BYTES_MOST) => {
    const stream = await part(name, bytesMost);
    if (!stream) throw new Refusal('import_unreadable');
    return stream;
  };
  const book: SheetList = await readWorkbook(await needed('xl/workbook.xml'));
  const relations = await readRelations(await needed('xl/_rels/workbook.xml.rels'));
  return {
    sheets: book.sheets.map(({ name }) => name),
    async *rows(sheet) {
      const path = relations.get(book.sheets[sheet]?.relation ?? '');
      if (path === undefined) throw new Refusal('import_unreadable');
      const styles = await part('xl/styles.xml', SMALL_BYTES_MOST);
      const dateStyles = styles ? await readDateStyles(styles) : new Set<number>();
      const texts = await part('xl/sharedStrings.xml', STRINGS_BYTES_MOST);
      const strings = texts && (await readSharedStrings(texts, new StringTable(STRING_TABLE_BYTES_MOST)));
      yield* readSheet(await needed(path, SHEET_BYTES_MOST), { strings, dateStyles, epoch: book.epoch });
    },
  };
}

async function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= ENTRIES_MOST) throw new Refusal('import_unfolds');
    entries.set(entry.fileName.toLowerCase(), entry);
  }
  return entries;
}

class SourceReader extends yauzl.RandomAccessReader {
  private readonly source: FileSource;

  constructor(source: FileSource) {
    super();
    this.source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.source.read(start, end), { objectMode: false });
  }
}
