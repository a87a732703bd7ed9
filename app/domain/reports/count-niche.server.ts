import { present } from '#app/kernel/assert.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** How many active offers a niche has, with those of the niches below it. */
export async function countNiche(db: Queryable, input: { nicheCode: string }): Promise<number> {
  const { rows } = await db.query<{ offers: number }>(
    `SELECT count(*)::int AS offers FROM offer
     WHERE status = 'active' AND (niche_code = $1 OR starts_with(niche_code, $1 || '.'))`,
    [input.nicheCode],
  );
  return present(rows[0], 'a count has a row').offers;
}
