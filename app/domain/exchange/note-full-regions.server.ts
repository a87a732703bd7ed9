import type { Reference } from '#app/domain/catalog/reference.ts';
import { newId } from '#app/kernel/ids.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { regionRoomJob } from './jobs.ts';
import { fullRegionsOf, type Room } from './room-over.ts';

/** Regions of one offer that are told of at most: beyond that, nobody steers clicks by them. */
const REGIONS_MOST = 100;

/**
 * Notes which regions of an offer have no buyer with room any more and which have one again, with the jobs that tell its seller. Of two
 * that look at once one notes it.
 * @param input.places where its leads come from
 * @param input.closed the regions that were full when last looked at
 */
export async function noteFullRegions(
  db: Db,
  input: {
    reference: Pick<Reference, 'regions'>;
    offer: { offerId: string; organisationId: string; regions: readonly string[]; isActive: boolean };
    places: readonly string[];
    closed: readonly string[];
    room: (code: string) => Room;
    now: Date;
  },
): Promise<void> {
  const { reference, offer, closed, room, now } = input;
  const isOf = (code: string) =>
    offer.isActive &&
    (reference.regions.get(code)?.path.some((above) => offer.regions.includes(above)) ?? false);
  const opened = closed.filter((code) => isOf(code) && room(code).hasRoom);
  // Of what the seller took off the market there is nothing to tell.
  const dropped = closed.filter((code) => !isOf(code));
  const full = offer.isActive
    ? fullRegionsOf(reference, { ...input, regions: offer.regions })
    : new Set<string>();
  const shut = [...full]
    .filter((code) => !closed.includes(code))
    .slice(0, Math.max(0, REGIONS_MOST - closed.length));
  if (opened.length + dropped.length + shut.length === 0) return;
  await transact(db.pool, async (tx) => {
    const { rows } = await tx.query<{ id: string; region: string }>(
      `UPDATE region_closure SET ended_at = greatest($3, created_at)
       WHERE offer_id = $1 AND region_code = ANY ($2) AND ended_at IS NULL RETURNING id, region_code AS region`,
      [offer.offerId, [...opened, ...dropped], now],
    );
    const ended = rows.filter(({ region }) => opened.includes(region));
    await enqueue(
      db.queue,
      tx,
      regionRoomJob,
      ended.map(({ id }) => ({ closureId: id, to: 'open' as const })),
    );
    const { rows: begun } = await tx.query<{ id: string }>(
      `INSERT INTO region_closure (id, offer_id, organisation_id, region_code, created_at, opens_at)
       SELECT one.id, $2, $3, one.region, $4, one.opens_at
       FROM jsonb_to_recordset($1) AS one (id text, region text, opens_at timestamptz)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        JSON.stringify(
          shut.map((region) => ({
            id: newId('shre', now.getTime()),
            region,
            opens_at: room(region).opensAt,
          })),
        ),
        offer.offerId,
        offer.organisationId,
        now,
      ],
    );
    await enqueue(
      db.queue,
      tx,
      regionRoomJob,
      begun.map(({ id }) => ({ closureId: id, to: 'full' as const })),
    );
  });
}
