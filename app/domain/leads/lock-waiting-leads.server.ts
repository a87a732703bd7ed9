import type { Queryable } from '#app/platform/db.server.ts';

/** Locks those of the leads that still wait for their verdict, in the order of their ids, until the transaction ends. */
export async function lockWaitingLeads(tx: Queryable, leadIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'lock-waiting-leads',
    text: `SELECT id FROM lead WHERE id = ANY ($1) AND status = 'validating' ORDER BY id FOR NO KEY UPDATE`,
    values: [leadIds],
  });
  return new Set(rows.map((row) => row.id));
}
