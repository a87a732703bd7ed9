import type { Db } from '#app/platform/platform.server.ts';
import type { Masked } from './mask-request.ts';
import { type PostedAnswer, type PostedRequest, REQUESTS_KEPT } from './posted-request.ts';

/** The last requests for an offer, and those that named no offer of the seller's, newest first. */
export async function readRequests(
  db: Db,
  input: { organisationId: string; offerId: string },
): Promise<PostedRequest[]> {
  const { organisationId, offerId } = input;
  const rows = await db.prisma.postedRequest.findMany({
    where: { organisationId, OR: [{ offerId }, { offerId: null }] },
    orderBy: { id: 'desc' },
    take: REQUESTS_KEPT,
  });
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    status: row.status,
    isOfOffer: row.offerId !== null,
    request: row.request as Masked,
    answer: row.answer as unknown as PostedAnswer,
  }));
}
