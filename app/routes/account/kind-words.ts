import { paperWords as words } from '#app/words/en/papers.ts';

/** A kind that this version has no words for is called by its name. */
export function kindWords(kind: string): string {
  const known: Readonly<Record<string, string>> = words.kinds;
  return Object.hasOwn(known, kind) ? (known[kind] ?? kind) : words.kindUnknown(kind);
}
