import type { Db } from '#app/platform/platform.server.ts';
import type { Offer } from './offer.ts';
import { toOffer } from './offer-row.ts';

/**
 * A page of the offers that wait for a moderator, the longest first, with how many there are.
 * @param input.page from 1
 */
export async function readOffersInReview(
  db: Db,
  input: { page: number; pageSize: number },
): Promise<{ offers: Offer[]; total: number }> {
  const where = { status: 'review' };
  const [rows, total] = await Promise.all([
    db.prisma.offer.findMany({
      where,
      orderBy: [{ submittedAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
    db.prisma.offer.count({ where }),
  ]);
  return { offers: rows.map(toOffer), total };
}

/** The offers of one seller that wait for a moderator, the longest first, at most `limit`. */
export async function readWaitingOffersOf(
  db: Db,
  input: { organisationId: string; limit: number },
): Promise<Offer[]> {
  const rows = await db.prisma.offer.findMany({
    where: { organisationId: input.organisationId, status: 'review' },
    orderBy: [{ submittedAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
    take: input.limit,
  });
  return rows.map(toOffer);
}

/** Any seller's offer, in whatever state; null when there is none of that id. */
export async function readAnyOffer(db: Db, offerId: string): Promise<Offer | null> {
  const row = await db.prisma.offer.findUnique({ where: { id: offerId } });
  return row && toOffer(row);
}

/** How many offers wait to be looked at, and since when the first. */
export async function countWaitingOffers(db: Db): Promise<{ count: number; oldest: Date | null }> {
  const { _count, _min } = await db.prisma.offer.aggregate({
    where: { status: 'review' },
    _count: true,
    _min: { submittedAt: true },
  });
  return { count: _count, oldest: _min.submittedAt };
}

/** How many offers of a seller are on the market or wait to be. */
export function countListedOffers(db: Db, organisationId: string): Promise<number> {
  return db.prisma.offer.count({ where: { organisationId, status: { in: ['review', 'active'] } } });
}
