import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { lockReviewStatus } from '#app/domain/identity/lock-review-status.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkOfferTerms } from './check-offer-terms.ts';
import type { Offer, OfferTerms } from './offer.ts';
import { offerColumns, reviewColumns, toOffer } from './offer-row.ts';
import { readReference } from './read-reference.server.ts';
import { reviewOffer } from './review-offer.ts';

/**
 * Lists an offer. One that is asked to be active waits for a moderator first, where its seller or its niche is to be
 * looked at.
 * @throws Refusal `niche_unknown`, `niche_is_a_sector`, `region_unknown`, `max_sells_does_not_fit`, `niche_forbidden`,
 * `seller_refused`
 */
export async function createOffer(
  db: Db,
  input: Actor & { organisationId: string; terms: OfferTerms; now: Date },
): Promise<Offer> {
  const { terms, now } = input;
  const reference = await readReference(db.pool);
  checkOfferTerms(reference, terms);
  return db.prisma.$transaction(async (tx) => {
    const seller = await lockReviewStatus(tx, input.organisationId);
    const { status, review } = reviewOffer({ reference, seller, before: null, terms, now });
    const row = await tx.offer.create({
      data: {
        id: newId('offer', now.getTime()),
        organisationId: input.organisationId,
        ...offerColumns({ ...terms, status }),
        ...reviewColumns(review),
        createdAt: now,
        updatedAt: now,
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'offer.created',
      subjectId: row.id,
      details: { ...terms, status },
    });
    return toOffer(row);
  });
}
