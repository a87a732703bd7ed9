import type { Failed } from '../form.ts';

/**
 * The API tells a program what is wrong with a field; a form says what to do about it, in a whole sentence.
 * @param sentences by the form's field
 */
export function sayErrors(failed: Failed, sentences: Readonly<Record<string, string>>): Failed {
  const errors = Object.entries(failed.errors).map(([field, message]) => [
    field,
    sentences[field] ?? message,
  ]);
  return { ...failed, errors: Object.fromEntries(errors) };
}
