import type { Db } from '#app/platform/platform.server.ts';
import { toSale } from './read-sales.server.ts';
import type { Sale } from './sale.ts';

/** What an organisation sold, newest first, at most `limit` from before the id `before`. */
export async function readSoldSales(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<Sale[]> {
  const { organisationId, limit, before } = input;
  const rows = await db.prisma.sale.findMany({
    where: { sellerOrganisationId: organisationId, ...(before !== null ? { id: { lt: before } } : {}) },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return rows.map(toSale);
}
