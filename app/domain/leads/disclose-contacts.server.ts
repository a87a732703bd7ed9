import type { Db } from '#app/platform/platform.server.ts';
import type { Disclosed } from './contact.ts';
import { openAll, SEALED_COLUMNS, SEALED_TABLES, type SealedRow } from './read-contacts.server.ts';
import type { Reading } from './reading.ts';

/**
 * Contacts by lead, for somebody to see; the caller must have the right to. That they were read is written by the statement that
 * reads them: neither happens without the other. A lead that is erased is absent, and nobody read it.
 */
export async function discloseContacts(
  db: Db,
  input: Reading & {
    leads: readonly { readonly leadId: string; readonly saleId: string | null }[];
    now: Date;
  },
): Promise<Map<string, Disclosed>> {
  if (input.leads.length === 0) return new Map();
  const { rows } = await db.pool.query<SealedRow>({
    name: 'disclose-contacts',
    text: `WITH found AS (
             SELECT ${SEALED_COLUMNS}, a.sale_id FROM ${SEALED_TABLES}
             JOIN unnest($1::text[], $2::text[]) AS a (lead_id, sale_id) ON a.lead_id = c.lead_id),
           noted AS (
             INSERT INTO contact_reading (lead_id, sale_id, way, reader, occasion, why, organisation_id, origin, at)
             SELECT lead_id, sale_id, $3, $4, $5, $6, $7, $8, $9 FROM found ORDER BY lead_id
             ON CONFLICT DO NOTHING)
           SELECT lead_id, sealed, wrapped_by, wrapped_key, consent_text, consent_given_at FROM found`,
    values: [
      input.leads.map(({ leadId }) => leadId),
      input.leads.map(({ saleId }) => saleId),
      input.way,
      input.reader,
      input.occasion,
      input.why,
      input.organisationId,
      input.origin,
      input.now,
    ],
  });
  return openAll(db, rows);
}
