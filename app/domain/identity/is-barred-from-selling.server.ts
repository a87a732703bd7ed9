import { present } from '#app/kernel/assert.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** Whether an organisation sells nothing now: its trade is stopped, or it was refused as a seller after it had sent leads. */
export async function isBarredFromSelling(db: Queryable, organisationId: string): Promise<boolean> {
  const { rows } = await db.query<{ barred: boolean }>({
    name: 'is-barred-from-selling',
    text: `SELECT blocked_at IS NOT NULL OR review_status = 'refused' AS barred FROM organisation WHERE id = $1`,
    values: [organisationId],
  });
  return present(rows[0], 'whoever sent a lead is known').barred;
}
