import { checkPhone } from '../checks/check-phone.ts';

/** Figures with the signs that people put between them, neither part of a longer number nor of a word. */
const CANDIDATE = /(?<![\p{L}\d])\+?\(?\d[\d\s().–-]{6,22}\d(?![\p{L}\d])/gu;
const LEAST_DIGITS = 9;
const MOST_DIGITS = 15;
const LONGEST_TEXT = 4_000;

/**
 * The first telephone number that somebody wrote in a message, as they wrote it; null where there is none. A sum or a date is no
 * number of any plan.
 * @param country ISO 3166-1 alpha-2; a number without its country's code is read as of that country
 */
export function phoneInText(text: string, country: string): string | null {
  for (const [found] of text.slice(0, LONGEST_TEXT).matchAll(CANDIDATE)) {
    const digits = found.replace(/\D/g, '').length;
    if (digits < LEAST_DIGITS || digits > MOST_DIGITS) continue;
    const { e164, result } = checkPhone(found, country);
    if (e164 !== null && result.verdict !== 'fail') return found.trim();
  }
  return null;
}
