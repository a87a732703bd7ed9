import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { decideOfferOf, type SeenOffer } from '#app/domain/catalog/decide-offer.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { withdrawOffers } from '#app/domain/catalog/withdraw-offers.server.ts';
import { decideSeller } from '#app/domain/identity/decide-seller.server.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * Lets a seller in with those of its offers that were looked at, or refuses it and takes its offers off the market: one act,
 * one mail.
 * @param input.offers which go on the market with it; none counts when it is refused
 * @param input.reason told to the seller when it is refused
 * @throws Refusal `seller_unknown`, `own_case` and, for one of the offers, those of `decideOfferOf`
 */
export async function decideOnSeller(
  db: Db,
  input: Actor & {
    organisationId: string;
    decision: 'approved' | 'refused';
    reason: string;
    offers: readonly SeenOffer[];
    now: Date;
  },
): Promise<void> {
  const { organisationId, decision } = input;
  const recipients = await readRecipients(db, organisationId);
  const reference = await readReference(db.pool);
  const isApproved = decision === 'approved';
  await db.prisma.$transaction(async (tx) => {
    const offers = isApproved ? input.offers.length : 0;
    await decideSeller(tx, db, { ...input, recipients, offers });
    if (!isApproved) {
      await withdrawOffers(tx, input);
      return;
    }
    // In the order of their ids, so that two moderators at once cannot deadlock.
    for (const seen of [...input.offers].sort((a, b) => (a.offerId < b.offerId ? -1 : 1)))
      await decideOfferOf(tx, { ...input, ...seen, reference, organisationId });
  });
}
