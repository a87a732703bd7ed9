import type { Db } from '#app/platform/platform.server.ts';

/** How many sales an organisation made, or bought in: what a share of disputes is a share of. */
export function countSales(
  db: Db,
  input: { organisationId: string; side: 'buyer' | 'seller' },
): Promise<number> {
  return db.prisma.sale.count({
    where:
      input.side === 'buyer'
        ? { buyerOrganisationId: input.organisationId }
        : { sellerOrganisationId: input.organisationId },
  });
}
