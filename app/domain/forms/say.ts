import type { FormTexts } from '#app/words/en/form-texts.ts';
import type { Said } from './read-answers.ts';

/** A sentence of a form's, its names in braces filled in. */
export function say(texts: FormTexts, { text, params = {} }: Said): string {
  return texts[text].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
