import type { Encoding } from './import.ts';

const MARKS: readonly [readonly number[], Encoding][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

const CYRILLIC = /\p{Script=Cyrillic}/gu;

/**
 * The encoding of a text by how it begins. A byte order mark decides; bytes that are UTF-8 are; else it is a page of one byte a
 * letter: the Cyrillic one unless its letters stand alone among Latin ones, as the marked letters of Hungarian do.
 * @param head the first bytes; a letter cut in two at its end says nothing
 * @param isUtf8 whether the whole file is valid UTF-8
 */
export function guessEncoding(head: Uint8Array, isUtf8: boolean): Encoding {
  const marked = MARKS.find(([mark]) => mark.every((byte, at) => head[at] === byte));
  if (marked) return marked[1];
  const wide = zerosOf(head);
  if (wide) return wide;
  if (isUtf8) return 'utf-8';
  return looksCyrillic(new TextDecoder('windows-1251').decode(head)) ? 'windows-1251' : 'windows-1250';
}

/** Text without a mark whose every second byte is zero: Latin letters in UTF-16. */
function zerosOf(head: Uint8Array): Encoding | null {
  const pairs = Math.floor(Math.min(head.length, 2_000) / 2);
  if (pairs < 8) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.4 && even === 0) return 'utf-16le';
  if (even > pairs * 0.4 && odd === 0) return 'utf-16be';
  return null;
}

/** Cyrillic words are Cyrillic throughout; a marked Latin letter, read as Cyrillic, has Latin neighbours. */
function looksCyrillic(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  let [whole, mixed] = [0, 0];
  for (const word of words) {
    const cyrillic = word.match(CYRILLIC)?.length ?? 0;
    if (cyrillic === 0) continue;
    if (cyrillic === word.length) whole += 1;
    else mixed += 1;
  }
  return whole >= mixed;
}
