import { newId } from '#app/kernel/ids.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Result } from './channels/adapter.ts';

/** What a channel is told of twice is found by: the sender's own id may be a number or hold a whole mail. */
export function eventHashOf(db: Db, channelId: string, eventId: string): Buffer {
  return lookupHash(db.keys.lookup, 'channel-event', `${channelId}\n${eventId}`);
}

/**
 * Writes down what became of something that came by a channel. Told again it is counted, and what was not taken before may be
 * now; a lead that was taken stays the one.
 */
export async function recordChannelEvent(
  db: Db,
  input: { channelId: string; eventHash: Buffer; result: Result; isTest: boolean; now: Date },
): Promise<void> {
  const { channelId, eventHash, result, isTest, now } = input;
  await db.pool.query({
    name: 'record-channel-event',
    text: `INSERT INTO channel_event (id, channel_id, event_hash, outcome, code, lead_id, test, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (channel_id, event_hash) DO UPDATE SET repeats = channel_event.repeats + 1,
             outcome = CASE WHEN channel_event.outcome = 'taken' THEN 'taken' ELSE excluded.outcome END,
             code = CASE WHEN channel_event.outcome = 'taken' THEN channel_event.code ELSE excluded.code END,
             lead_id = CASE WHEN channel_event.outcome = 'taken' THEN channel_event.lead_id ELSE excluded.lead_id END`,
    values: [
      newId('chev', now.getTime()),
      channelId,
      eventHash,
      result.outcome,
      result.outcome === 'taken' ? null : result.code,
      result.outcome === 'taken' ? result.leadId : null,
      isTest,
      now,
    ],
  });
}

/** The lead that something became when it came before, or null. */
export async function findTakenEvent(
  db: Db,
  input: { channelId: string; eventHash: Buffer },
): Promise<string | null> {
  const { rows } = await db.pool.query<{ lead_id: string }>({
    name: 'find-taken-event',
    text: `SELECT lead_id FROM channel_event WHERE channel_id = $1 AND event_hash = $2 AND outcome = 'taken'`,
    values: [input.channelId, input.eventHash],
  });
  return rows[0]?.lead_id ?? null;
}
