import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { leastId, newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { findRoom, type Room, type RoomQuestion } from './find-room.server.ts';
import { offerRoomJob } from './jobs.ts';

/** An offer that sold nothing for so long has no traffic that a cap could burn. */
const SELLING_MS = DAY_MS;
const PAGE = 500;
const PAGES_LIMIT = 200;

type Watched = RoomQuestion & { readonly isActive: boolean; readonly isClosed: boolean };

/**
 * Looks which offers that sell have lost their last buyer with room since the last look, and which have one again; notes it
 * with the job that tells their sellers. What becomes of a buyer's order is said, never whose it is.
 */
export async function watchOffers(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  const reference = await readReference(db.pool);
  let last = '';
  for (let page = 0; page < PAGES_LIMIT; page += 1) {
    const watched = await readWatched(db, { last, now });
    const room = await findRoom(db.pool, {
      reference,
      questions: watched.filter(({ isActive }) => isActive),
      now,
    });
    for (const offer of watched) await note(db, { offer, room: room.get(offer.offerId) ?? null, now });
    if (watched.length < PAGE) return;
    last = watched.at(-1)?.offerId ?? last;
  }
}

/** Offers that sold lately, or whose buyers are waited for. */
async function readWatched(db: Db, { last, now }: { last: string; now: Date }): Promise<Watched[]> {
  const { rows } = await db.pool.query<{
    id: string;
    organisation_id: string;
    niche_code: string;
    regions: string[];
    currency: string;
    ask_minor: bigint;
    status: string;
    closed: boolean;
  }>(
    `SELECT o.id, o.organisation_id, o.niche_code, o.regions, o.currency, o.ask_minor, o.status, c.id IS NOT NULL AS closed
     FROM offer o LEFT JOIN offer_closure c ON c.offer_id = o.id AND c.ended_at IS NULL
     WHERE o.id > $1 AND (c.id IS NOT NULL OR (o.status = 'active' AND o.id IN (SELECT offer_id FROM sale WHERE id >= $2)))
     ORDER BY o.id LIMIT $3`,
    [last, leastId('sale', after(now, -SELLING_MS).getTime()), PAGE],
  );
  return rows.map((row) => ({
    offerId: row.id,
    organisationId: row.organisation_id,
    niche: row.niche_code,
    regions: row.regions,
    currency: row.currency,
    askMinor: row.ask_minor,
    isActive: row.status === 'active',
    isClosed: row.closed,
  }));
}

async function note(db: Db, input: { offer: Watched; room: Room | null; now: Date }): Promise<void> {
  const { offer, room, now } = input;
  if (!offer.isActive || room?.hasRoom) {
    if (offer.isClosed) await open(db, { offer, now });
  } else if (!offer.isClosed) await close(db, { offer, opensAt: room?.opensAt ?? null, now });
}

/** Of two that look at once one notes it. */
function close(db: Db, input: { offer: Watched; opensAt: Date | null; now: Date }): Promise<void> {
  const { offer, opensAt, now } = input;
  return transact(db.pool, async (tx) => {
    const id = newId('shut', now.getTime());
    const { rowCount } = await tx.query(
      `INSERT INTO offer_closure (id, offer_id, organisation_id, created_at, opens_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [id, offer.offerId, offer.organisationId, now, opensAt],
    );
    if (rowCount === 1) await enqueue(db.queue, tx, offerRoomJob, [{ closureId: id, to: 'full' }]);
  });
}

/** A seller who took the offer off the market needs no telling that it could sell. */
function open(db: Db, { offer, now }: { offer: Watched; now: Date }): Promise<void> {
  return transact(db.pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `UPDATE offer_closure SET ended_at = greatest($2, created_at) WHERE offer_id = $1 AND ended_at IS NULL RETURNING id`,
      [offer.offerId, now],
    );
    if (!offer.isActive) return;
    await enqueue(
      db.queue,
      tx,
      offerRoomJob,
      rows.map(({ id }) => ({ closureId: id, to: 'open' as const })),
    );
  });
}
