import { describe, expect, it, test } from 'vitest';
import { knownLanguage, OFFERED_LANGUAGES } from '#app/domain/catalog/language.ts';
import { checks } from '#app/words/en/checks.ts';
import { checkLanguage } from './check-language.ts';

const said = (language: string | null, spoken: readonly string[]) =>
  checkLanguage({ language, spoken }).map(({ verdict, code, params }) => [verdict, checks[code](params)]);

describe('what a person speaks', () => {
  it('is not looked at where the offer names no language', () => {
    expect(said('uk', [])).toEqual([]);
    expect(said(null, [])).toEqual([]);
  });

  it('passes where the offer names it, by whichever of its codes it is given', () => {
    const sentence = 'Speaks Ukrainian, as the offer says';
    for (const code of ['uk', 'ukr', 'ua']) expect(said(code, ['ru', 'uk'])).toEqual([['pass', sentence]]);
  });

  it('warns where the offer names others, and says which', () => {
    expect(said('hu', ['uk', 'ru'])).toEqual([
      ['warn', 'Speaks Hungarian, the offer says Ukrainian or Russian'],
    ]);
  });

  it('is unknown where nobody said it, or what was said is no language', () => {
    expect(said(null, ['uk'])).toEqual([
      ['unknown', 'Does not say what they speak; the offer says Ukrainian'],
    ]);
    expect(said('zz', ['uk'])).toEqual([
      ['unknown', 'No language has the code "zz"; the offer says Ukrainian'],
    ]);
  });

  it('refuses nobody', () => {
    for (const code of [null, 'uk', 'de', 'zz'])
      for (const spoken of [[], ['uk'], ['uk', 'de']])
        expect(checkLanguage({ language: code, spoken }).map(({ verdict }) => verdict)).not.toContain('fail');
  });
});

test('a language has one code, of two letters where there is one', () => {
  expect(['ukr', 'ua', 'rus', 'mol', 'kz', 'iw', 'haw'].map(knownLanguage)).toEqual([
    'uk',
    'uk',
    'ru',
    'ro',
    'kk',
    'he',
    'haw',
  ]);
  expect(['xx', 'UK', 'u', 'ukra', '', 'und', 'mul'].map(knownLanguage)).toEqual(Array(7).fill(null));
  expect(OFFERED_LANGUAGES.map(knownLanguage)).toEqual([...OFFERED_LANGUAGES]);
});
