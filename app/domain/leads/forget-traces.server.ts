import { after } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { NEAR_WINDOW_MS } from './look-up-batch.server.ts';

const ROWS_AT_ONCE = 20_000;
/** What is over ten million rows is left for the next run. */
const ROUNDS_MOST = 500;

/** Removes what no later lead is compared with any more, in pieces. */
export async function forgetTraces(db: Queryable, input: { now: Date }): Promise<void> {
  for (let round = 0; round < ROUNDS_MOST; round += 1) {
    const { rowCount } = await db.query(
      `DELETE FROM lead_trace WHERE ctid = ANY (ARRAY(SELECT ctid FROM lead_trace WHERE at < $1 LIMIT ${ROWS_AT_ONCE}))`,
      [after(input.now, -NEAR_WINDOW_MS)],
    );
    if (!rowCount || rowCount < ROWS_AT_ONCE) return;
  }
}
