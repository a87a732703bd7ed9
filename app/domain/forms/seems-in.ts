import type { FormLanguage } from './form-spec.ts';

/** Fewer letters tell nothing. */
const LETTERS_LEAST = 10;

/** Scripts of which only one language of the field is written, and letters that only some write. */
const CYRILLIC = /\p{Script=Cyrillic}/gu;
const LATIN = /\p{Script=Latin}/gu;
const ARMENIAN = /\p{Script=Armenian}/gu;

const KAZAKH = /[әғқңұһ]/gi;
const MONGOLIAN = /[өү]/gi;
const UKRAINIAN = /[їєґі]/gi;
const AZERBAIJANI = /[əğışç]/gi;
const HUNGARIAN = /[őűáéíóöúü]/gi;
const RUSSIAN = /[ыэъё]/gi;

/** One such letter in so many is a language's own; fewer are somebody's name. */
const OWN_LETTER_IN = 50;

/**
 * Which languages of forms a text may be in, by its script and by letters that others do not have. It knows letters, not
 * words: what fits several is given as several.
 * @returns null where the text is too short to tell
 */
export function seemsIn(text: string): readonly FormLanguage[] | null {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  const [cyrillic, latin, armenian] = [count(CYRILLIC), count(LATIN), count(ARMENIAN)];
  const most = Math.max(cyrillic, latin, armenian);
  if (most < LETTERS_LEAST) return null;
  const has = (letters: RegExp) => count(letters) * OWN_LETTER_IN >= most;
  if (armenian === most) return ['hy'];
  if (cyrillic === most) {
    if (has(KAZAKH)) return ['kk'];
    if (has(MONGOLIAN)) return ['mn'];
    if (has(UKRAINIAN)) return ['uk'];
    // Kazakh and Mongolian write these too, but hardly a sentence without letters of their own.
    return count(RUSSIAN) > 0 ? ['ru'] : ['ru', 'uk'];
  }
  if (has(AZERBAIJANI)) return ['az'];
  return has(HUNGARIAN) ? ['hu'] : ['en'];
}
