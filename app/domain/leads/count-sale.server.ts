import type { Queryable } from '#app/platform/db.server.ts';

/** Counts one more sale on a lead that the caller holds locked; the database refuses one too many. */
export async function countSale(tx: Queryable, leadId: string): Promise<void> {
  await tx.query(`UPDATE lead SET sales_count = sales_count + 1, status = 'sold' WHERE id = $1`, [leadId]);
}
