import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** As long as a form may lie open. */
const KEPT_MS = DAY_MS;

/** Removes codes that no form waits for any more. */
export async function forgetCodes(db: Queryable, input: { now: Date }): Promise<void> {
  await db.query('DELETE FROM phone_code WHERE created_at < $1', [after(input.now, -KEPT_MS)]);
}
