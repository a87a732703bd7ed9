import { blankRows } from '#app/domain/imports/blank-rows.server.ts';
import { eraseContacts } from '#app/domain/leads/erase-contacts.server.ts';
import { forgetClaims } from '#app/domain/leads/forget-claims.server.ts';
import { leadSettled } from '#app/domain/leads/jobs.ts';
import { LISTING_ENDS } from '#app/domain/leads/listing-ends.ts';
import { markExpired } from '#app/domain/leads/mark-expired.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import { jobsOfIds } from '#app/platform/job-kind.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';

const LEADS_AT_ONCE = 500;
/** Twenty million leads, more than are kept at a time: each night looks at all. */
const ROUNDS_MOST = 40_000;

export type Forgotten = { readonly leads: number };

/**
 * Erases the persons behind leads whose time is over: unsold ones 30 days after the day they were wanted for (90 days after they
 * came, where none was named), sold ones after the period that the operator set. Money and statistics stay. A lead that is
 * disputed waits for its ruling. In pieces, each a transaction; it may be repeated and ended at any moment.
 */
export async function forgetPersons(db: Db, input: { now: Date }): Promise<Forgotten> {
  const soldDays = await readSetting(db, 'sold_retention_days');
  let last = '';
  let leads = 0;
  for (let round = 0; round < ROUNDS_MOST; round += 1) {
    const piece = await forgetPiece(db, { ...input, soldDays, after: last });
    leads += piece.forgotten;
    if (piece.last === null) break;
    last = piece.last;
  }
  await forgetClaims(db.pool, input);
  return { leads };
}

/** Looks at the next leads that still have a contact. Who is being sold at this moment is locked, and looked at the next night. */
function forgetPiece(
  db: Db,
  input: { now: Date; soldDays: number; after: string },
): Promise<{ forgotten: number; last: string | null }> {
  const { now } = input;
  return transact(db.pool, async (tx) => {
    const { rows: looked } = await tx.query<{ id: string }>(
      `SELECT lead_id AS id FROM lead_contact WHERE lead_id > $1 ORDER BY lead_id LIMIT ${LEADS_AT_ONCE}`,
      [input.after],
    );
    const { rows: due } = await tx.query<{ id: string; isSold: boolean }>(
      `SELECT l.id, l.sales_count > 0 AS "isSold" FROM lead l
       WHERE l.id = ANY ($1) AND CASE WHEN l.sales_count > 0
         THEN (SELECT max(s.sold_at) < $2 AND bool_and(s.status <> 'disputed') FROM sale s WHERE s.lead_id = l.id)
         ELSE ${LISTING_ENDS} < $3 END
       ORDER BY l.id FOR NO KEY UPDATE OF l SKIP LOCKED`,
      [looked.map(({ id }) => id), after(now, -input.soldDays * DAY_MS), now],
    );
    const ids = due.map(({ id }) => id);
    await eraseContacts(tx, { leadIds: ids, now });
    await blankRows(db, tx, { leadIds: ids });
    const unsold = due.filter(({ isSold }) => !isSold).map(({ id }) => id);
    // A tracker that counts them as pending hears that nothing comes of them.
    await enqueue(db.queue, tx, leadSettled, jobsOfIds(await markExpired(tx, { leadIds: unsold, now })));
    return { forgotten: ids.length, last: looked.at(-1)?.id ?? null };
  });
}
