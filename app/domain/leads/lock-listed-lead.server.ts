import type { Queryable } from '#app/platform/db.server.ts';
import type { Lead } from './lead.ts';
import { type LeadRow, toLead } from './read-leads.server.ts';

/** Locks a lead that is or was on the open market until the transaction ends; null when there is none of that id. */
export async function lockListedLead(tx: Queryable, leadId: string): Promise<Lead | null> {
  const { rows } = await tx.query<LeadRow>(
    `SELECT * FROM lead
     WHERE id = $1 AND status NOT IN ('validating', 'rejected', 'duplicate') AND NOT test FOR NO KEY UPDATE`,
    [leadId],
  );
  return rows[0] ? toLead(rows[0]) : null;
}

/** Whether a copy of the lead can be bought now. */
export function isForSale(lead: Lead): boolean {
  return (lead.status === 'available' || lead.status === 'sold') && lead.salesCount < lead.maxSells;
}
