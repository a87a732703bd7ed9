import { DELIMITERS, type Delimiter } from './import.ts';

const LINES_LOOKED_AT = 50;

/**
 * What parts the cells of a line: of the signs that part most lines into the same number of cells, the one that makes most of
 * them. Signs between quotes part nothing.
 */
export function guessDelimiter(head: string): Delimiter {
  const lines = linesOf(head);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [usual, agreeing] = mostCommon(counts.filter((count) => count > 0));
    const score = lines.length === 0 ? 0 : (agreeing / lines.length) ** 2 * Math.min(usual, 20);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Lines with what stands between quotes taken out; the last may be cut off and is left out where others are there. */
function linesOf(head: string): string[] {
  const bare = head.replace(/"(?:[^"]|"")*"/g, '');
  const lines = bare.split(/\r\n|\n|\r/);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.filter((line) => line.trim() !== '').slice(0, LINES_LOOKED_AT);
}

function mostCommon(counts: readonly number[]): [value: number, times: number] {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  let best: [number, number] = [0, 0];
  for (const [value, many] of times)
    if (many > best[1] || (many === best[1] && value > best[0])) best = [value, many];
  return best;
}
