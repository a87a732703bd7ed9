import type { RegionClosure as Row } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { RegionClosure } from './closure.ts';

/** Of one offer: no more are noted at a time. */
const SHOWN_MOST = 200;

/** The regions of an offer in which no buyer has room, the longest first. */
export async function readFullRegions(db: Db, input: { offerId: string }): Promise<RegionClosure[]> {
  const rows = await db.prisma.regionClosure.findMany({
    where: { offerId: input.offerId, endedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: SHOWN_MOST,
  });
  return rows.map(toRegionClosure);
}

/** One closure of a region by id, or null. */
export async function readRegionClosure(db: Db, input: { closureId: string }): Promise<RegionClosure | null> {
  const row = await db.prisma.regionClosure.findUnique({ where: { id: input.closureId } });
  return row && toRegionClosure(row);
}

function toRegionClosure(row: Row): RegionClosure {
  const { id, offerId, organisationId, regionCode, createdAt: since, opensAt, endedAt } = row;
  return { id, offerId, organisationId, regionCode, since, opensAt, endedAt };
}
