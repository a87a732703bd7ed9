import { readFileSync } from 'node:fs';

const COLUMNS = ['language', 'code', 'name'];

/** A region's names by language. */
export type LocalNames = Readonly<Record<string, string>>;

/**
 * Reads `local-names.tsv`: what people of the field call regions in their own languages.
 *
 * @throws Error naming the line that breaks the format, or names a region twice in one language.
 */
export function loadLocalNames(): ReadonlyMap<string, LocalNames> {
  return parseLocalNames(readFileSync(new URL('./local-names.tsv', import.meta.url), 'utf8'));
}

/** @throws Error as {@link loadLocalNames} does. */
export function parseLocalNames(text: string): ReadonlyMap<string, LocalNames> {
  const [head, ...lines] = text.trimEnd().split('\n');
  if (head !== COLUMNS.join('\t'))
    throw new Error('local-names.tsv line 1: the header is not the expected one');
  const names = new Map<string, Record<string, string>>();
  lines.forEach((line, index) => {
    const where = `local-names.tsv line ${index + 2}`;
    const [language, code, name, ...more] = line.split('\t');
    if (!language || !code || !name || more.length > 0)
      throw new Error(`${where}: expected ${COLUMNS.length} fields`);
    const known = names.get(code) ?? {};
    if (known[language] !== undefined) throw new Error(`${where}: ${code} has a name in ${language} already`);
    known[language] = name;
    names.set(code, known);
  });
  return names;
}
