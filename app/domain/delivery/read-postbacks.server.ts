import type { Db } from '#app/platform/platform.server.ts';
import { POSTBACK_STATUSES, POSTBACKS_LIMIT, type Postback } from './postback.ts';

/** A seller's postbacks, newest first: there are few. */
export async function readPostbacks(db: Db, input: { organisationId: string }): Promise<Postback[]> {
  const rows = await db.prisma.endpoint.findMany({
    where: { organisationId: input.organisationId, kind: 'postback', deletedAt: null },
    orderBy: { id: 'desc' },
    take: POSTBACKS_LIMIT,
  });
  return rows.map((row) => ({
    id: row.id,
    url: row.url,
    statuses: POSTBACK_STATUSES.filter((status) => row.events.includes(`postback.${status}`)),
    offerId: row.offerId,
    status: row.status as Postback['status'],
    statusReason: row.statusReason,
    createdAt: row.createdAt,
  }));
}
