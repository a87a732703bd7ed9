const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** A language by its English name, for its code of ISO 639; a code that is none stays as it is. */
export function languageName(code: string): string {
  return /^[a-z]{2,3}$/.test(code) ? (names.of(code) ?? code) : code;
}

/** Several languages between commas, or as a choice between them. */
export function languageNames(codes: readonly string[], between = ', '): string {
  return codes.map(languageName).join(between);
}
