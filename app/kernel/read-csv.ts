import { BYTE_ORDER_MARK } from './csv.ts';

export type CsvRow = {
  /** Where it begins, 1 for the first line of the file. */
  readonly line: number;
  readonly cells: readonly string[];
};

/** A text that is not CSV; `line` is where it stops being one, from 1. */
export class CsvError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.name = 'CsvError';
    this.line = line;
  }
}

/**
 * The rows of a CSV text one after another (RFC 4180): comma, quotes doubled inside quotes, line ends of any system, a
 * byte order mark before the first. Lines with nothing on them are passed over. Cells are as they stand, not trimmed.
 * @throws CsvError on quotes that are not closed or are followed by more than a comma
 */
export function* readCsv(text: string): Generator<CsvRow> {
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const end = lineEnd(text, at);
    if (end === at) {
      at = afterLineEnd(text, end);
      line += 1;
      continue;
    }
    const plain = text.slice(at, end);
    if (!plain.includes('"')) {
      yield { line, cells: plain.split(',') };
      at = afterLineEnd(text, end);
      line += 1;
      continue;
    }
    const quoted = readQuotedRow(text, at, line);
    yield { line, cells: quoted.cells };
    at = quoted.next;
    line = quoted.nextLine;
  }
}

function readQuotedRow(text: string, from: number, line: number) {
  const cells: string[] = [];
  let at = from;
  let current = line;
  for (;;) {
    let cell: string;
    if (text[at] === '"') {
      const close = closingQuote(text, at, line);
      cell = text.slice(at + 1, close).replaceAll('""', '"');
      current += countLineEnds(cell);
      at = close + 1;
    } else {
      const end = Math.min(lineEnd(text, at), indexOrEnd(text, ',', at));
      cell = text.slice(at, end);
      at = end;
    }
    cells.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r')
      throw new CsvError(current, 'a closing quote is followed by more than a comma');
    return { cells, next: afterLineEnd(text, at), nextLine: current + 1 };
  }
}

function closingQuote(text: string, open: number, line: number): number {
  let at = open + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new CsvError(line, 'a quote is not closed');
    if (text[quote + 1] !== '"') return quote;
    at = quote + 2;
  }
}

function lineEnd(text: string, from: number): number {
  const feed = indexOrEnd(text, '\n', from);
  // Files of old systems end lines by a carriage return alone.
  const back = text.slice(from, feed).indexOf('\r');
  return back < 0 ? feed : from + back;
}

function afterLineEnd(text: string, end: number): number {
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
}

function indexOrEnd(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from);
  return found < 0 ? text.length : found;
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
