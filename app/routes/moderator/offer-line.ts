import type { Offer } from '#app/domain/catalog/offer.ts';
import { tradeOf } from '#app/domain/catalog/reference.ts';
import type { PricedReference } from '#app/domain/pricing/quote-place.ts';
import { moderationWords } from '#app/words/en/moderation.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { offerView } from '../public/offer-view.ts';

export type OfferLine = ReturnType<typeof toOfferLine>;

/** An offer as a line of what a moderator looks at. */
export function toOfferLine(reference: PricedReference, offer: Offer, month: number) {
  const { judged, whyHref } = offerView(reference, offer, { month, wanted: null });
  return {
    id: offer.id,
    organisationId: offer.organisationId,
    name: moderationWords.seller.offerName(
      nicheNameOf(reference, offer.niche),
      regionNameOf(reference, offer.regions[0] ?? ''),
      offer.regions.length - 1,
    ),
    trade: tradeOf(reference, offer.niche),
    ask: { amountMinor: offer.askMinor, currency: offer.currency },
    judged,
    whyHref,
    submittedAt: offer.review.submittedAt,
  };
}
