import type { LeadStatus } from '#app/domain/leads/lead.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** How the leads of an import stand, by their status. None are known once the import is erased. */
export async function countVerdicts(
  db: Queryable,
  input: { importId: string },
): Promise<Partial<Record<LeadStatus, number>>> {
  const { rows } = await db.query<{ status: LeadStatus; many: number }>({
    name: 'count-import-verdicts',
    text: `SELECT l.status, count(*)::int AS many FROM lead_import_row r JOIN lead l ON l.id = r.lead_id
           WHERE r.import_id = $1 AND r.lead_id IS NOT NULL GROUP BY l.status`,
    values: [input.importId],
  });
  return Object.fromEntries(rows.map(({ status, many }) => [status, many]));
}
