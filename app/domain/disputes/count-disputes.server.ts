import type { Db } from '#app/platform/platform.server.ts';

/** How the disputes of an organisation ended; those that are open are in `opened` alone. */
export type DisputeRecord = { readonly opened: number; readonly upheld: number; readonly refused: number };

/** The disputes in which an organisation is a buyer, or a seller, counted. */
export async function countDisputes(
  db: Db,
  input: { organisationId: string; side: 'buyer' | 'seller' },
): Promise<DisputeRecord> {
  const groups = await db.prisma.dispute.groupBy({
    by: ['outcome'],
    where:
      input.side === 'buyer'
        ? { buyerOrganisationId: input.organisationId }
        : { sellerOrganisationId: input.organisationId },
    _count: true,
  });
  const countOf = (outcome: string) => groups.find((group) => group.outcome === outcome)?._count ?? 0;
  return {
    opened: groups.reduce((sum, group) => sum + group._count, 0),
    upheld: countOf('upheld'),
    refused: countOf('refused'),
  };
}

/** What waits: for sellers' answers and for moderators, and since when the oldest of each. */
export async function countWaitingDisputes(
  db: Db,
): Promise<Record<'awaitingSeller' | 'awaitingModerator', { count: number; oldest: Date | null }>> {
  const groups = await db.prisma.dispute.groupBy({
    by: ['status'],
    where: { status: { in: ['awaiting_seller', 'awaiting_moderator'] } },
    _count: true,
    _min: { openedAt: true },
  });
  const of = (status: string) => {
    const group = groups.find((one) => one.status === status);
    return { count: group?._count ?? 0, oldest: group?._min.openedAt ?? null };
  };
  return { awaitingSeller: of('awaiting_seller'), awaitingModerator: of('awaiting_moderator') };
}
