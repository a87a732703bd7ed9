import { knownLanguage } from '#app/domain/catalog/language.ts';
import type { CheckCode, CheckParams, CheckResult, Harmless } from '../check-result.ts';

/**
 * Compares what a person speaks with what the offer says that its people do. Another language warns: many speak two, and a form
 * is filled in whichever language it has. An offer that names no language promises none, and nothing is checked.
 * @param input.language as the lead says it; null where it does not
 * @param input.spoken what the offer names
 */
export function checkLanguage(input: {
  language: string | null;
  spoken: readonly string[];
}): readonly [] | readonly [CheckResult] {
  const { language, spoken } = input;
  if (spoken.length === 0) return [];
  const offered = spoken.join(', ');
  if (language === null) return [said('unknown', 'language_unsaid', { offered })];
  const known = knownLanguage(language);
  if (known === null) return [said('unknown', 'language_no_such', { language, offered })];
  return spoken.includes(known)
    ? [said('pass', 'language_spoken', { language: known })]
    : [said('warn', 'language_other', { language: known, offered })];
}

function said(verdict: Harmless, code: CheckCode, params: CheckParams): CheckResult {
  return { check: 'language', verdict, code, params };
}
