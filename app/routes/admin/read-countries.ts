import { COUNTRIES } from '#app/domain/identity/countries.ts';
import type { SettingKey } from '#app/domain/settings/setting.ts';
import { adminWords } from '#app/words/en/admin.ts';
import { type FieldErrors, one, type Typed } from '../form.ts';

const words = adminWords.settings;

function codesIn(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
}

function isCountry(code: string): boolean {
  return COUNTRIES.includes(code);
}

/** Countries named one after the other, each once. */
export function readCountries(key: SettingKey, typed: Typed): { value: unknown; errors: FieldErrors } {
  const codes = [...new Set(codesIn(one(typed, key)))];
  const unknown = codes.find((code) => !isCountry(code));
  return { value: codes, errors: unknown === undefined ? {} : { [key]: words.countryBad(unknown) } };
}

/** Pairs of countries, one a line, each once whichever of the two stands first. */
export function readPairs(key: SettingKey, typed: Typed): { value: unknown; errors: FieldErrors } {
  const lines = one(typed, key)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const pairs = new Map<string, string[]>();
  for (const line of lines) {
    const pair = codesIn(line).sort();
    if (pair.length !== 2 || pair[0] === pair[1] || !pair.every(isCountry))
      return { value: [], errors: { [key]: words.pairBad(line.trim().slice(0, 40)) } };
    pairs.set(pair.join(' '), pair);
  }
  return { value: [...pairs.values()], errors: {} };
}
