import type { Queryable } from '#app/platform/db.server.ts';

/**
 * Marks locked leads that were erased because nobody bought them in time. What was refused stays refused.
 * @returns those that were marked
 */
export async function markExpired(
  tx: Queryable,
  input: { leadIds: readonly string[]; now: Date },
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE lead SET status = 'expired', settled_at = coalesce(settled_at, $2)
     WHERE id = ANY ($1) AND status IN ('available', 'validating') RETURNING id`,
    [input.leadIds, input.now],
  );
  return rows.map(({ id }) => id);
}
