import type { Db } from '#app/platform/platform.server.ts';
import type { Offer } from './offer.ts';
import { toOffer } from './offer-row.ts';

/** An organisation's offers, newest first, at most `limit` from before the id `before`. */
export async function readOffers(
  db: Db,
  input: { organisationId: string; limit: number; before: string | null },
): Promise<Offer[]> {
  const rows = await db.prisma.offer.findMany({
    where: { organisationId: input.organisationId, ...(input.before ? { id: { lt: input.before } } : {}) },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.map(toOffer);
}

/** One offer of the organisation, or null. */
export async function readOffer(
  db: Db,
  input: { organisationId: string; offerId: string },
): Promise<Offer | null> {
  const row = await db.prisma.offer.findFirst({
    where: { id: input.offerId, organisationId: input.organisationId },
  });
  return row && toOffer(row);
}
