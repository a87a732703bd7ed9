import type { Queryable } from '#app/platform/db.server.ts';

const KEY = "hashtextextended('suppression_lists', 0)";

/**
 * Keeps lists from growing until the caller's transaction ends. Taken by who sells after all row locks, and before the lists are
 * read for the last time: an upload is acknowledged when what was sold without it is sold already, or it is read.
 */
export async function holdLists(tx: Queryable): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${KEY})::text`);
}

/**
 * Waits for sales under way that have read the lists; those after it wait for the caller's transaction and read what it wrote.
 * The last statement of a transaction that puts contacts on a list, so that nobody waits longer than for its end.
 */
export async function growLists(tx: Queryable): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${KEY})::text`);
}
