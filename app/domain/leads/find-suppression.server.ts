import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { formsOfContact } from './read-suppression-line.ts';
import type { SuppressionReason } from './suppression.ts';
import { suppressionHash } from './suppression-hash.server.ts';

export type Suppressed = {
  readonly reason: SuppressionReason;
  readonly addedAt: Date;
};

/**
 * Whether one contact is on somebody's list, under any of its forms: why and since when, or null.
 * @throws Refusal `suppression_unread` when what was typed is no contact
 */
export async function findSuppression(
  db: Db,
  input: { ownerId: string; contact: string; country: string | null },
): Promise<Suppressed | null> {
  const { rows } = await db.pool.query<{ reason: SuppressionReason; added_at: Date }>(
    'SELECT reason, added_at FROM suppression WHERE hash = ANY ($1) AND owner_id = $2 ORDER BY added_at LIMIT 1',
    [hashesOfContact(db, input), input.ownerId],
  );
  return rows[0] ? { reason: rows[0].reason, addedAt: rows[0].added_at } : null;
}

/** What a typed contact may be kept as. @throws Refusal `suppression_unread` */
export function hashesOfContact(db: Db, input: { contact: string; country: string | null }): Buffer[] {
  const forms = formsOfContact(input.contact, input.country);
  if (forms.length === 0) throw new Refusal('suppression_unread');
  return forms.map((form) => suppressionHash(db.keys.lookup, form));
}
