import type { Queryable } from '#app/platform/db.server.ts';

const ROWS_AT_ONCE = 20_000;
/** What is over ten million rows is left for the next run. */
const ROUNDS_MOST = 500;

/** Removes claims that ran out and whose lead is erased, in pieces: they keep nothing from anybody any more. */
export async function forgetClaims(db: Queryable, input: { now: Date }): Promise<void> {
  for (let round = 0; round < ROUNDS_MOST; round += 1) {
    const { rowCount } = await db.query(
      `DELETE FROM contact_claim WHERE ctid = ANY (ARRAY(
         SELECT c.ctid FROM contact_claim c WHERE c.expires_at <= $1
           AND NOT EXISTS (SELECT FROM lead_contact k WHERE k.lead_id = c.lead_id) LIMIT ${ROWS_AT_ONCE}))`,
      [input.now],
    );
    if (!rowCount || rowCount < ROWS_AT_ONCE) return;
  }
}
