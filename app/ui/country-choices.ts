import { uiWords } from '#app/words/en/ui.ts';
import type { Choice } from './select.tsx';

/** Countries to choose from, in the order of their names. */
export function countryChoices(codes: readonly string[]): Choice[] {
  return codes
    .map((code) => ({ value: code, label: uiWords.countryName(code) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}
