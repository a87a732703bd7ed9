import type { Db } from '#app/platform/platform.server.ts';
import { toSale } from './read-sales.server.ts';
import type { Sale } from './sale.ts';

/** What a seller sold and is not freed yet, the first to be freed first; what is disputed waits for its ruling. */
export async function readPendingSales(
  db: Db,
  input: { organisationId: string; limit: number; after: Sale | null },
): Promise<Sale[]> {
  const { organisationId, limit, after } = input;
  const rows = await db.prisma.sale.findMany({
    where: {
      sellerOrganisationId: organisationId,
      status: { in: ['held', 'disputed'] },
      ...(after && {
        OR: [
          { disputeUntil: { gt: after.disputeUntil } },
          { disputeUntil: after.disputeUntil, id: { gt: after.id } },
        ],
      }),
    },
    orderBy: [{ disputeUntil: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(toSale);
}
