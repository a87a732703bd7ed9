import { describe, expect, it } from 'vitest';
import { PERSON_LANGUAGES, personLanguageOf, personWordsIn, receiptIn } from './person.ts';

/** Every text of a catalogue by its path; what is filled in is filled with ones. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value(1, 'page'))]];
  return Object.entries(value as object).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

describe('what persons read', () => {
  const english = new Map(textsOf(personWordsIn('en')));

  it.each(PERSON_LANGUAGES.filter((language) => language !== 'en'))(
    'is all there in %s, and not in English',
    (language) => {
      const texts = textsOf(personWordsIn(language));
      expect(texts.map(([path]) => path)).toEqual([...english.keys()]);
      const same = texts.filter(([path, text]) => text === english.get(path));
      expect(same.map(([path]) => path).filter((path) => !/\.(email|at|sms)$/.test(path))).toEqual([]);
      expect(texts.every(([, text]) => text.trim() !== '')).toBe(true);
      expect(receiptIn(language, '/my-data/x').lines).toHaveLength(
        receiptIn('en', '/my-data/x').lines.length,
      );
    },
  );

  it('counts firms as each language does', () => {
    const done = (language: 'uk' | 'ru') =>
      [1, 2, 5].map((count) => personWordsIn(language).done.text(count).slice(0, 32));
    expect(done('uk')).toEqual([
      'Їх отримали від нас: 1 фірма. Ми',
      'Їх отримали від нас: 2 фірми. Ми',
      'Їх отримали від нас: 5 фірм. Ми ',
    ]);
    expect(done('ru')).toEqual([
      'Их получили от нас: 1 фирма. Мы ',
      'Их получили от нас: 2 фирмы. Мы ',
      'Их получили от нас: 5 фирм. Мы у',
    ]);
  });

  it('is in the first language that is known, whatever was asked', () => {
    expect(personLanguageOf(['xx', 'UK-ua', 'ru'])).toBe('uk');
    expect(personLanguageOf([null, undefined, '', '__proto__'])).toBe('en');
    expect(receiptIn('', '/x').language).toBe('en');
  });
});
