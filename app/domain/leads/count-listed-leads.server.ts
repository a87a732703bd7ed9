import type { Queryable } from '#app/platform/db.server.ts';

/**
 * How many leads are for sale on the open market, counted up to `limit`: a public page must not cost more the better
 * the market is doing.
 */
export async function countListedLeads(db: Queryable, input: { limit: number }): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT FROM lead WHERE status IN ('available', 'sold') AND NOT test AND sales_count < max_sells LIMIT $1) AS listed`,
    [input.limit],
  );
  return rows[0]?.count ?? 0;
}
