import type { Db } from '#app/platform/platform.server.ts';
import { CARDS_LIMIT, type Card } from './card.ts';
import { toCard } from './read-recharge-plans.server.ts';

/** The cards that an organisation has kept, newest first. */
export async function readCards(db: Db, organisationId: string): Promise<Card[]> {
  const rows = await db.prisma.paymentCard.findMany({
    where: { organisationId, removedAt: null },
    orderBy: { id: 'desc' },
    take: CARDS_LIMIT,
  });
  return rows.map(toCard);
}
