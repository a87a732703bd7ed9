import type { Queryable } from '#app/platform/db.server.ts';

/** Marks locked leads that were erased because nobody bought them in time. What was refused stays refused. */
export async function markExpired(
  tx: Queryable,
  input: { leadIds: readonly string[]; now: Date },
): Promise<void> {
  await tx.query(
    `UPDATE lead SET status = 'expired', settled_at = coalesce(settled_at, $2)
     WHERE id = ANY ($1) AND status IN ('available', 'validating')`,
    [input.leadIds, input.now],
  );
}
