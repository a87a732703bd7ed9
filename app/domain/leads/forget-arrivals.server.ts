import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';

const REQUESTS_MS = 3 * DAY_MS;
const DIALOGUES_MS = DAY_MS;
/** As long as a contact is claimed: until then a sender that tells of the same again is recognised. */
const EVENTS_MS = 30 * DAY_MS;

/** Forgets requests to the posting API, what was said to bots by who gave no number, and what came by channels, in their time. */
export async function forgetArrivals(db: Queryable, input: { now: Date }): Promise<void> {
  const { now } = input;
  await db.query('DELETE FROM posted_request WHERE at < $1', [after(now, -REQUESTS_MS)]);
  await db.query('DELETE FROM channel_dialogue WHERE at < $1', [after(now, -DIALOGUES_MS)]);
  await db.query('DELETE FROM channel_event WHERE at < $1', [after(now, -EVENTS_MS)]);
}
