import type { Queryable } from '#app/platform/db.server.ts';

/** How many contacts are on somebody's list. */
export async function countSuppressions(db: Queryable, ownerId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM suppression WHERE owner_id = $1',
    [ownerId],
  );
  return rows[0]?.count ?? 0;
}
