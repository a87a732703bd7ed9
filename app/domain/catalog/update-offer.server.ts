import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { lockReviewStatus } from '#app/domain/identity/lock-review-status.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkOfferTerms } from './check-offer-terms.ts';
import type { Offer, OfferTerms } from './offer.ts';
import { offerColumns, reviewColumns, toOffer } from './offer-row.ts';
import { readReference } from './read-reference.server.ts';
import { reviewOffer } from './review-offer.ts';

/**
 * Changes what is given of an offer. Leads already sent keep the terms they were sent under. What a moderator has looked
 * at, once changed, is looked at again.
 * @throws Refusal `offer_unknown`, `offer_niche_stays`, `offer_currency_stays`, `offer_status_not_yours` and those of `createOffer`
 */
export async function updateOffer(
  db: Db,
  input: Actor & { organisationId: string; offerId: string; change: Partial<OfferTerms>; now: Date },
): Promise<Offer> {
  const reference = await readReference(db.pool);
  return db.prisma.$transaction(async (tx) => {
    // The seller before the offer, as by whoever decides on both.
    const seller = await lockReviewStatus(tx, input.organisationId);
    await tx.$queryRaw`SELECT FROM offer WHERE id = ${input.offerId} AND organisation_id = ${input.organisationId} FOR NO KEY UPDATE`;
    const row = await tx.offer.findFirst({
      where: { id: input.offerId, organisationId: input.organisationId },
    });
    if (!row) throw new Refusal('offer_unknown');
    const before = toOffer(row);
    const given = Object.fromEntries(Object.entries(input.change).filter(([, value]) => value !== undefined));
    const terms: OfferTerms = { ...before, ...given };
    if (terms.niche !== before.niche) throw new Refusal('offer_niche_stays');
    if (terms.currency !== before.currency) throw new Refusal('offer_currency_stays');
    checkOfferTerms(reference, terms);
    const { status, review } = reviewOffer({ reference, seller, before, terms, now: input.now });
    const after = await tx.offer.update({
      where: { id: row.id },
      data: { ...offerColumns({ ...terms, status }), ...reviewColumns(review), updatedAt: input.now },
    });
    await recordAudit(tx, {
      ...input,
      action: 'offer.changed',
      subjectId: row.id,
      details: { ...given, ...(status === before.status ? {} : { status }) },
    });
    return toOffer(after);
  });
}
