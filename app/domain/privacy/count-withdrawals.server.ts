import type { Db } from '#app/platform/platform.server.ts';

/** How many persons behind a seller's leads withdrew, and how many of them said that they never asked. */
export async function countWithdrawals(
  db: Db,
  sellerOrganisationId: string,
): Promise<{ withdrawn: number; neverAsked: number }> {
  const groups = await db.prisma.withdrawal.groupBy({
    by: ['kind'],
    where: { sellerOrganisationId },
    _count: { _all: true },
  });
  const of = (kind: string) => groups.find((group) => group.kind === kind)?._count._all ?? 0;
  const neverAsked = of('never_asked');
  return { withdrawn: neverAsked + of('changed_mind'), neverAsked };
}
