import { OFFERED_LANGUAGES } from '#app/domain/catalog/language.ts';
import { languageName } from '#app/words/en/languages.ts';

/** Languages to tick: those of the field, and what is ticked already though it is none of them. */
export function languageChoices(ticked: readonly string[]) {
  return [...new Set([...OFFERED_LANGUAGES, ...ticked])].map((value) => ({
    value,
    label: languageName(value),
  }));
}
