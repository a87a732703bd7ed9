import type { Db } from '#app/platform/platform.server.ts';

/** Who bought and who sold, by dispute. */
export function readSidesOfDisputes(
  db: Db,
  disputeIds: readonly string[],
): Promise<{ id: string; buyerOrganisationId: string; sellerOrganisationId: string }[]> {
  return db.prisma.dispute.findMany({
    where: { id: { in: [...disputeIds] } },
    select: { id: true, buyerOrganisationId: true, sellerOrganisationId: true },
  });
}
