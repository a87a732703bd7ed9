import { DAY_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** Sellers are promised a day; the second is for those who retry across midnight and clocks. */
const KEPT_MS = 2 * DAY_MS;

/** Removes idempotency keys that no retry will come for any more. */
export async function forgetIntakeKeys(db: Queryable, input: { now: Date }): Promise<void> {
  await db.query('DELETE FROM intake_key WHERE created_at < $1', [new Date(input.now.getTime() - KEPT_MS)]);
}
