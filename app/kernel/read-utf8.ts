import { CsvError } from './read-csv.ts';

const LINE_FEED = 10;

/**
 * The text of a file of UTF-8. Taken for it, another encoding's letters would all be one, and what they tell apart the same.
 * @throws CsvError where it is in another encoding, with the first line that is
 */
export function readUtf8(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const textOf = (part: Uint8Array): string | null => {
    try {
      return strict.decode(part);
    } catch {
      return null;
    }
  };
  const text = textOf(bytes);
  if (text !== null) return text;
  let [line, at] = [1, 0];
  // No sign of UTF-8 has a line feed inside it.
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, at)) {
    if (textOf(bytes.subarray(at, end)) === null) break;
    at = end + 1;
    line += 1;
  }
  throw new CsvError(line, 'it is not written in UTF-8');
}
