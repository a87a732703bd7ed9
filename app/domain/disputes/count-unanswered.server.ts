import type { Db } from '#app/platform/platform.server.ts';

/** Disputes that wait for a seller's reply: how many, and until when the most urgent may be answered. */
export async function countUnanswered(
  db: Db,
  input: { organisationId: string },
): Promise<{ count: number; nextUntil: Date | null }> {
  const { _count, _min } = await db.prisma.dispute.aggregate({
    where: { sellerOrganisationId: input.organisationId, status: 'awaiting_seller' },
    _count: true,
    _min: { replyUntil: true },
  });
  return { count: _count, nextUntil: _min.replyUntil };
}
