/** Offered where a language is chosen, as ISO 639-1 names them: those of the field and of its neighbours. Any other may be named. */
export const OFFERED_LANGUAGES = [
  'uk',
  'ru',
  'en',
  'kk',
  'az',
  'hy',
  'hu',
  'mn',
  'ka',
  'be',
  'uz',
  'ky',
  'ro',
  'pl',
  'de',
  'tr',
] as const;

/** Languages that one offer or order may name. */
export const LANGUAGES_LIMIT = 20;

/** What people write for a language and is the code of its country, where no language has that code itself. */
const MEANT: Readonly<Record<string, string>> = {
  ua: 'uk',
  kz: 'kk',
  by: 'be',
  cz: 'cs',
  gr: 'el',
  vn: 'vi',
};

/** Codes for that nothing is known, that there are several, or that there is none. */
const NO_LANGUAGE = ['und', 'mul', 'mis', 'zxx'];

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** Bounded by the codes that there can be. */
const known = new Map<string, string | null>();

/**
 * The one code by which a language is known here: of ISO 639-1 where it has one of two letters (`ukr` is `uk`), else of
 * ISO 639-3. Null where the code names no language.
 * @param code two or three small letters
 */
export function knownLanguage(code: string | null): string | null {
  if (code === null || !/^[a-z]{2,3}$/.test(code) || NO_LANGUAGE.includes(code)) return null;
  let found = known.get(code);
  if (found === undefined) {
    const { language } = new Intl.Locale(MEANT[code] ?? code);
    found = names.of(language) === undefined ? null : language;
    known.set(code, found);
  }
  return found;
}
