import { CsvError, parse } from 'csv-parse';
import { Refusal } from '#app/kernel/refusal.ts';
import { CELL_CHARACTERS_MOST, COLUMNS_MOST, type Delimiter, type Encoding, type FileRow } from './import.ts';

/** A row with more is one whose quote was never closed. */
const ROW_CHARACTERS_MOST = 256 * 1024;

/**
 * Reads a text file row by row, as its bytes come: RFC 4180, with any of the delimiters, any end of line, and quotes that stand
 * inside a cell taken as they are. Rows without any text are passed over.
 * @throws Refusal `import_quote_open` with the row, `import_too_wide`
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  format: { encoding: Encoding; delimiter: Delimiter },
): AsyncGenerator<FileRow> {
  const decoder = new TextDecoder(format.encoding);
  const parser = parse({
    delimiter: format.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: ROW_CHARACTERS_MOST,
    info: true,
  });
  const feed = async () => {
    for await (const piece of bytes) {
      const text = decoder.decode(piece, { stream: true });
      if (!parser.write(text)) await new Promise((wake) => parser.once('drain', wake));
    }
    parser.end(decoder.decode());
  };
  const feeding = feed().catch((error: Error) => parser.destroy(error));
  let number = 0;
  try {
    for await (const { record } of parser as AsyncIterable<{ record: string[] }>) {
      number += 1;
      if (record.length > COLUMNS_MOST) throw new Refusal('import_too_wide', { most: COLUMNS_MOST });
      if (record.every((cell) => cell.trim() === '')) continue;
      yield { number, cells: record.map(cleanCell) };
    }
  } catch (error) {
    // The parser is ahead of who takes its rows, and what it had ready is lost with it.
    if (error instanceof CsvError) throw new Refusal('import_quote_open', { row: Number(error.records) + 1 });
    throw error;
  } finally {
    parser.destroy();
  }
  await feeding;
}

/**
 * A cell's text without what a database cannot hold. One longer than any field is cut where it is sure to be refused as too
 * long.
 */
export function cleanCell(text: string): string {
  return text.slice(0, CELL_CHARACTERS_MOST).replaceAll('\0', '').toWellFormed().trim();
}
