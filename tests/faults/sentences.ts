import type pg from 'pg';

const EXAMPLES_LIMIT = 5;

/** The first few of many sentences, and how many more there are. */
export function cut(sentences: readonly string[]): string[] {
  const more = sentences.length - EXAMPLES_LIMIT;
  return more > 0
    ? [...sentences.slice(0, EXAMPLES_LIMIT), `and ${more} more like the last`]
    : [...sentences];
}

/** A sentence for each row that a query finds. */
export async function asSentences(
  owner: pg.Pool,
  query: string | pg.QueryConfig,
  sentence: (row: Record<string, unknown>) => string,
): Promise<string[]> {
  const { rows } = await owner.query(query);
  return cut(rows.map(sentence));
}
