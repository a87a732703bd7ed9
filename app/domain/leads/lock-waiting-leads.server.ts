import type { Queryable } from '#app/platform/db.server.ts';

/**
 * Locks leads until the transaction ends, in the order of their ids.
 * @returns those that still wait for their verdict
 */
export async function lockWaitingLeads(tx: Queryable, leadIds: readonly string[]): Promise<Set<string>> {
  // What waits is told apart here: asked for it, the database may walk through all that wait instead of going by the ids.
  const { rows } = await tx.query<{ id: string; waits: boolean }>({
    name: 'lock-waiting-leads',
    text: `SELECT id, status = 'validating' AS waits FROM lead WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE`,
    values: [leadIds],
  });
  return new Set(rows.filter(({ waits }) => waits).map(({ id }) => id));
}
