import type { Queryable } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Disclosed } from './contact.ts';
import { openContact } from './seal-contact.server.ts';

/** A contact as it is stored, with the consent that goes with it. */
export type SealedRow = {
  lead_id: string;
  sealed: Buffer;
  wrapped_by: string;
  wrapped_key: Buffer;
  consent_text: string;
  consent_given_at: Date;
};

export const SEALED_COLUMNS =
  'c.lead_id, c.sealed, k.wrapped_by, k.wrapped_key, w.text AS consent_text, w.given_at AS consent_given_at';
export const SEALED_TABLES =
  'lead_contact c JOIN vault.lead_key k ON k.lead_id = c.lead_id JOIN lead_consent w ON w.lead_id = c.lead_id';

/**
 * Contacts by lead, for the exchange's own work on them: nobody is shown what this gives (`discloseContacts` is for that). A
 * lead whose key was deleted is absent: its contact is erased.
 */
export async function readContacts(db: Db, leadIds: readonly string[]): Promise<Map<string, Disclosed>> {
  return openAll(db, await readSealed(db.pool, leadIds));
}

/**
 * Opens what was read. What cannot be opened (its wrapping key is missing from the settings) is absent, and logged: it must
 * not keep others from theirs.
 */
export function openAll(db: Db, rows: readonly SealedRow[]): Map<string, Disclosed> {
  const contacts = new Map<string, Disclosed>();
  for (const row of rows) {
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

async function readSealed(db: Queryable, leadIds: readonly string[]): Promise<SealedRow[]> {
  const { rows } = await db.query<SealedRow>({
    name: 'read-contacts',
    text: `SELECT ${SEALED_COLUMNS} FROM ${SEALED_TABLES} WHERE c.lead_id = ANY ($1)`,
    values: [leadIds],
  });
  return rows;
}
