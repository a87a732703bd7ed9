import type { Queryable } from '#app/platform/db.server.ts';
import { PLATFORM } from './suppression.ts';

/** Whether a lead that was let in has come onto the list of the platform, of its seller, or of who would buy it, since. */
export async function isSuppressed(
  db: Queryable,
  input: { leadId: string; viewerId: string },
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'is-suppressed',
    text: `SELECT FROM lead l JOIN suppression s ON s.hash = ANY (l.suppression_hashes)
           WHERE l.id = $1 AND s.owner_id IN ('${PLATFORM}', l.organisation_id, $2) LIMIT 1`,
    values: [input.leadId, input.viewerId],
  });
  return rowCount !== 0;
}
