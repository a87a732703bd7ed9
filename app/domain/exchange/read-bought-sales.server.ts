import type { Db } from '#app/platform/platform.server.ts';
import { toSale } from './read-sales.server.ts';
import type { Sale } from './sale.ts';

/** Those of the sales in which the organisation is the buyer, in no order. */
export async function readBoughtSales(
  db: Db,
  input: { organisationId: string; saleIds: readonly string[] },
): Promise<Sale[]> {
  if (input.saleIds.length === 0) return [];
  const rows = await db.prisma.sale.findMany({
    where: { id: { in: [...input.saleIds] }, buyerOrganisationId: input.organisationId },
  });
  return rows.map(toSale);
}
