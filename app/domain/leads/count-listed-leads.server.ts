import type { Queryable } from '#app/platform/db.server.ts';

/**
 * How many leads are for sale on the open market, counted up to `limit`: a public page must not cost more the better
 * the market is doing.
 * @param input.offerId whose leads alone are counted, where given
 */
export async function countListedLeads(
  db: Queryable,
  input: { limit: number; offerId?: string },
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT FROM lead WHERE status IN ('available', 'sold') AND NOT test AND sales_count < max_sells
         AND (SELECT g.blocked_at IS NULL AND g.review_status <> 'refused' FROM organisation g WHERE g.id = lead.organisation_id)
         AND ($2::text IS NULL OR offer_id = $2) LIMIT $1) AS listed`,
    [input.limit, input.offerId ?? null],
  );
  return rows[0]?.count ?? 0;
}
