import type { KeyRing } from '#app/platform/crypto.server.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Contact } from './contact.ts';
import { openContact } from './seal-contact.server.ts';

type Row = { lead_id: string; sealed: Buffer; wrapped_by: string; wrapped_key: Buffer };

/** Contacts by lead. A lead whose key was deleted is absent: its contact is erased. The caller must have the right to see them. */
export async function readContacts(
  db: Queryable,
  input: { ring: KeyRing; leadIds: readonly string[] },
): Promise<Map<string, Contact>> {
  const { rows } = await db.query<Row>({
    name: 'read-contacts',
    text: `SELECT c.lead_id, c.sealed, k.wrapped_by, k.wrapped_key
           FROM lead_contact c JOIN vault.lead_key k ON k.lead_id = c.lead_id WHERE c.lead_id = ANY ($1)`,
    values: [input.leadIds],
  });
  return new Map(
    rows.map((row) => [
      row.lead_id,
      openContact(input.ring, row.lead_id, {
        sealed: row.sealed,
        wrappedBy: row.wrapped_by,
        wrappedKey: row.wrapped_key,
      }),
    ]),
  );
}
