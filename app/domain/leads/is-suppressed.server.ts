import type { Queryable } from '#app/platform/db.server.ts';
import { PLATFORM } from './suppression.ts';

/**
 * Whether a lead that was let in has come onto the list of the platform or of its seller since, or stands on that of who would
 * buy it.
 * @param input.buyerId who would buy it; null for who only looks, to whom their own list must tell nothing: put on it, a person
 * would be found out by what is missing then
 */
export async function isSuppressed(
  db: Queryable,
  input: { leadId: string; buyerId: string | null },
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'is-suppressed',
    text: `SELECT FROM lead l JOIN suppression s ON s.hash = ANY (l.suppression_hashes)
           WHERE l.id = $1 AND s.owner_id IN ('${PLATFORM}', l.organisation_id, $2) LIMIT 1`,
    values: [input.leadId, input.buyerId],
  });
  return rowCount !== 0;
}
