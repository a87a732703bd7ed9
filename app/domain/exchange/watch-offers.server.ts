import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { leastId, newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { findRoom, type RoomQuestion } from './find-room.server.ts';
import { offerRoomJob } from './jobs.ts';
import { noteFullRegions } from './note-full-regions.server.ts';
import { type Room, roomOver } from './room-over.ts';

/** An offer that sold nothing for so long has no traffic that a cap could burn. */
const SELLING_MS = DAY_MS;
/** The newest leads of a seller tell from where they come: looking must not cost more the more is sent. */
const LEADS_LOOKED_AT = 500;
const PAGE = 500;
const PAGES_LIMIT = 200;

type Watched = RoomQuestion & {
  readonly isActive: boolean;
  readonly isClosed: boolean;
  /** The regions that were full at the last look. */
  readonly closed: readonly string[];
};

/**
 * Looks which offers that sell have lost their last buyer with room since the last look, anywhere or for the regions that their leads
 * come from, and which have one again; notes it with the jobs that tell their sellers. What becomes of a buyer's order is said, never whose it is.
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
    const places = await readPlaces(db, {
      sellers: watched.map(({ organisationId }) => organisationId),
      now,
    });
    for (const offer of watched) {
      const over = roomOver(reference, room.get(offer.offerId) ?? []);
      await note(db, { offer, room: over(null), now });
      await noteFullRegions(db, {
        reference,
        offer,
        places: places.get(offer.offerId) ?? [],
        closed: offer.closed,
        room: over,
        now,
      });
    }
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
    is_closed: boolean;
    closed: string[];
  }>(
    `SELECT o.id, o.organisation_id, o.niche_code, o.regions, o.currency, o.ask_minor, o.status, c.id IS NOT NULL AS is_closed,
       coalesce(r.codes, '{}') AS closed
     FROM offer o LEFT JOIN offer_closure c ON c.offer_id = o.id AND c.ended_at IS NULL
       LEFT JOIN (SELECT offer_id, array_agg(region_code ORDER BY id) AS codes FROM region_closure WHERE ended_at IS NULL
         GROUP BY offer_id) r ON r.offer_id = o.id
     WHERE o.id > $1 AND (c.id IS NOT NULL OR r.offer_id IS NOT NULL OR (o.status = 'active' AND o.id IN (SELECT offer_id FROM sale WHERE id >= $2)))
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
    isClosed: row.is_closed,
    closed: row.closed,
  }));
}

/** Where the newest leads of each offer lie, of those that came within a day. */
async function readPlaces(
  db: Db,
  { sellers, now }: { sellers: readonly string[]; now: Date },
): Promise<Map<string, string[]>> {
  const { rows } = await db.pool.query<{ offer_id: string; places: string[] }>(
    `SELECT l.offer_id, array_agg(DISTINCT l.place_code) AS places
     FROM unnest($1::text[]) AS seller (id) CROSS JOIN LATERAL (
       SELECT offer_id, place_code, test FROM lead WHERE organisation_id = seller.id AND id >= $2 ORDER BY id DESC LIMIT $3) l
     WHERE NOT l.test GROUP BY l.offer_id`,
    [[...new Set(sellers)], leastId('lead', after(now, -SELLING_MS).getTime()), LEADS_LOOKED_AT],
  );
  return new Map(rows.map((row) => [row.offer_id, row.places]));
}

async function note(db: Db, input: { offer: Watched; room: Room; now: Date }): Promise<void> {
  const { offer, room, now } = input;
  if (!offer.isActive || room.hasRoom) {
    if (offer.isClosed) await open(db, { offer, now });
  } else if (!offer.isClosed) await close(db, { offer, opensAt: room.opensAt, now });
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
