import type { Queryable } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Disclosed } from './contact.ts';
import { openContact } from './seal-contact.server.ts';

type Row = {
  lead_id: string;
  sealed: Buffer;
  wrapped_by: string;
  wrapped_key: Buffer;
  consent_text: string;
  consent_given_at: Date;
};

/**
 * Contacts by lead; the caller must have the right to see them. A lead whose key was deleted is absent: its contact is
 * erased. One that cannot be opened (its wrapping key is missing from the settings) is absent too, and logged: it must
 * not keep others from theirs.
 */
export async function readContacts(db: Db, leadIds: readonly string[]): Promise<Map<string, Disclosed>> {
  const contacts = new Map<string, Disclosed>();
  for (const row of await readSealed(db.pool, leadIds)) {
    try {
      const stored = { sealed: row.sealed, wrappedBy: row.wrapped_by, wrappedKey: row.wrapped_key };
      const consent = { text: row.consent_text, givenAt: row.consent_given_at };
      contacts.set(row.lead_id, { ...openContact(db.keys.encryption, row.lead_id, stored), consent });
    } catch (error) {
      db.log.error(
        { err: error, leadId: row.lead_id, wrappedBy: row.wrapped_by },
        'a contact cannot be opened',
      );
    }
  }
  return contacts;
}

async function readSealed(db: Queryable, leadIds: readonly string[]): Promise<Row[]> {
  const { rows } = await db.query<Row>({
    name: 'read-contacts',
    text: `SELECT c.lead_id, c.sealed, k.wrapped_by, k.wrapped_key, w.text AS consent_text, w.given_at AS consent_given_at
           FROM lead_contact c JOIN vault.lead_key k ON k.lead_id = c.lead_id JOIN lead_consent w ON w.lead_id = c.lead_id
           WHERE c.lead_id = ANY ($1)`,
    values: [leadIds],
  });
  return rows;
}
