/** Under which name the note of an entry is sealed. */
export function noteName(entryId: string): string {
  return `work.${entryId}`;
}
