import type { Db } from '#app/platform/platform.server.ts';
import type { ReadingLine, ReadingReason, ReadingWay } from './reading.ts';

/** Who read the contact of a lead, newest first, at most `limit`. */
export async function readReadings(db: Db, input: { leadId: string; limit: number }): Promise<ReadingLine[]> {
  const rows = await db.prisma.contactReading.findMany({
    where: { leadId: input.leadId },
    orderBy: [{ at: 'desc' }, { way: 'asc' }, { reader: 'asc' }, { occasion: 'desc' }],
    take: input.limit,
  });
  return rows.map(({ occasion, ...row }) => ({
    ...row,
    way: row.way as ReadingWay,
    why: row.why as ReadingReason,
  }));
}

/** When somebody of an organisation first looked at the contacts of its sales on a page since a moment, by sale. */
export async function readFirstLooks(
  db: Db,
  input: { organisationId: string; since: Date; limit: number },
): Promise<Map<string, Date>> {
  const rows = await db.prisma.contactReading.findMany({
    where: {
      organisationId: input.organisationId,
      way: 'page',
      at: { gte: input.since },
      saleId: { not: null },
    },
    select: { saleId: true, at: true },
    orderBy: { at: 'asc' },
    take: input.limit,
  });
  const first = new Map<string, Date>();
  for (const { saleId, at } of rows) if (saleId && !first.has(saleId)) first.set(saleId, at);
  return first;
}
