import type { Queryable } from '#app/platform/db.server.ts';

/** The ids of all organisations whose trade is stopped: few, whatever the exchange's size. */
export async function readBlocked(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'read-blocked',
    text: 'SELECT id FROM organisation WHERE blocked_at IS NOT NULL',
  });
  return rows.map(({ id }) => id);
}
