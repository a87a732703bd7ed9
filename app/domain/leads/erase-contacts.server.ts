import type { Queryable } from '#app/platform/db.server.ts';

/**
 * Erases the contacts of leads that the caller holds locked, for good: the data key, the sealed contact, and by what the leads
 * are found and compared. The claims of a sold lead stay until they run out: they are keyed hashes, and who bought it exclusively
 * was promised that nobody else gets the same person meanwhile.
 * @returns of how many leads there was something to erase
 */
export async function eraseContacts(
  tx: Queryable,
  input: { leadIds: readonly string[]; now: Date },
): Promise<number> {
  const { leadIds, now } = input;
  const { rows } = await tx.query<{ id: string }>(
    'DELETE FROM vault.lead_key WHERE lead_id = ANY ($1) RETURNING lead_id AS id',
    [leadIds],
  );
  await tx.query('DELETE FROM lead_contact WHERE lead_id = ANY ($1)', [leadIds]);
  await tx.query(
    `DELETE FROM contact_claim c USING lead l
     WHERE c.lead_id = ANY ($1) AND l.id = c.lead_id AND (l.sales_count = 0 OR c.expires_at <= $2)`,
    [leadIds, now],
  );
  // Traces lie in the order of their time, which is that of their lead.
  await tx.query(
    `DELETE FROM lead_trace t USING lead l WHERE l.id = ANY ($1) AND t.at = l.created_at AND t.lead_id = l.id`,
    [leadIds],
  );
  return rows.length;
}
