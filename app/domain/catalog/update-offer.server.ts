import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkOfferTerms, nextOfferStatus } from './check-offer-terms.ts';
import type { Offer, OfferTerms } from './offer.ts';
import { offerColumns, toOffer } from './offer-row.ts';
import { readReference } from './read-reference.server.ts';

/**
 * Changes what is given of an offer. Leads already sent keep the terms they were sent under.
 * @throws Refusal `offer_unknown`, `offer_niche_stays`, `offer_currency_stays` and those of `createOffer`
 */
export async function updateOffer(
  db: Db,
  input: Actor & { organisationId: string; offerId: string; change: Partial<OfferTerms>; now: Date },
): Promise<Offer> {
  const reference = await readReference(db.pool);
  return db.prisma.$transaction(async (tx) => {
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
    if (!nextOfferStatus(before.status, terms.status))
      throw new Refusal('offer_status_not_yours', { status: terms.status });
    const after = await tx.offer.update({
      where: { id: row.id },
      data: { ...offerColumns(terms), updatedAt: input.now },
    });
    await recordAudit(tx, { ...input, action: 'offer.changed', subjectId: row.id, details: given });
    return toOffer(after);
  });
}
