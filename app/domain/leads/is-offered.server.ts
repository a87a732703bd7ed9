import type { Queryable } from '#app/platform/db.server.ts';
import { LISTING_ENDS } from './listing-ends.ts';

/** Whether a lead's time on the market runs and its contact is still there. */
export async function isOffered(db: Queryable, input: { leadId: string; now: Date }): Promise<boolean> {
  const { rows } = await db.query<{ offered: boolean }>({
    name: 'is-offered',
    text: `SELECT ${LISTING_ENDS} >= $2 AND EXISTS (SELECT FROM lead_contact k WHERE k.lead_id = l.id) AS offered
           FROM lead l WHERE l.id = $1`,
    values: [input.leadId, input.now],
  });
  return rows[0]?.offered === true;
}
