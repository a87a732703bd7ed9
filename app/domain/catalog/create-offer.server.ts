import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkOfferTerms, nextOfferStatus } from './check-offer-terms.ts';
import type { Offer, OfferTerms } from './offer.ts';
import { offerColumns, toOffer } from './offer-row.ts';
import { readReference } from './read-reference.server.ts';

/**
 * Lists an offer.
 * @throws Refusal `niche_unknown`, `niche_is_a_sector`, `region_unknown`, `max_sells_does_not_fit`
 */
export async function createOffer(
  db: Db,
  input: Actor & { organisationId: string; terms: OfferTerms; now: Date },
): Promise<Offer> {
  checkOfferTerms(await readReference(db.pool), input.terms);
  const status = nextOfferStatus(null, input.terms.status);
  if (!status) throw new Refusal('offer_status_not_yours', { status: input.terms.status });
  return db.prisma.$transaction(async (tx) => {
    const row = await tx.offer.create({
      data: {
        id: newId('offer', input.now.getTime()),
        organisationId: input.organisationId,
        ...offerColumns(input.terms),
        createdAt: input.now,
        updatedAt: input.now,
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'offer.created',
      subjectId: row.id,
      details: input.terms,
    });
    return toOffer(row);
  });
}
