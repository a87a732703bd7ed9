/** Letters that Unicode does not decompose into a base letter and a mark. */
const SINGLE_LETTERS: Record<string, string> = {
  ı: 'i',
  ə: 'e',
  ǝ: 'e',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
};

/**
 * Text as the `search` column holds it: lower case, no diacritics, no apostrophes, every other run of punctuation one space.
 * A query must be folded by this same function before it is compared, because Cyrillic letters lose their marks
 * too (й becomes и, ї becomes і, ё becomes е).
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ıəǝøłđðþßæœħ]/g, (letter) => SINGLE_LETTERS[letter] ?? letter)
    .replace(/['’‘ʼʻʹ`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
