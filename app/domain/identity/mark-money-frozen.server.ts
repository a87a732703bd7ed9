import type { Queryable } from '#app/platform/db.server.ts';

/**
 * Notes whether the money of an organisation stands still: while it does, it buys nothing and nothing goes back to its card.
 * Its people may still log in, read and top up, and what it sells is sold.
 */
export async function markMoneyFrozen(
  tx: Queryable,
  input: { organisationId: string; frozen: boolean; now: Date },
): Promise<void> {
  await tx.query(
    `UPDATE organisation SET money_frozen_at = CASE WHEN $2::boolean THEN $3::timestamptz END
     WHERE id = $1 AND (money_frozen_at IS NOT NULL) <> $2::boolean`,
    [input.organisationId, input.frozen, input.now],
  );
}
