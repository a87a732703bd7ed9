import type { Queryable } from '#app/platform/db.server.ts';

/** Whether any of the contacts is claimed in the niche now; takes nothing. */
export async function isClaimed(
  db: Queryable,
  input: { nicheCode: string; hashes: readonly Buffer[]; now: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT FROM contact_claim WHERE hash = ANY ($1) AND niche_code = $2 AND expires_at > $3 LIMIT 1',
    [input.hashes, input.nicheCode, input.now],
  );
  return rowCount !== 0;
}
