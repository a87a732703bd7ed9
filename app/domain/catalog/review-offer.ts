import type { ReviewStatus } from '#app/domain/identity/visitor.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Offer, OfferReview, OfferStatus, OfferTerms } from './offer.ts';
import { type Reference, tradeOf } from './reference.ts';

/** What a moderator looks at: who changes any of it, changes what was let in. Price and volume are the seller's own. */
const REVIEWED_TERMS = [
  'regions',
  'targetAction',
  'channels',
  'landingUrl',
  'traffic',
  'languages',
  'consentText',
] as const satisfies readonly (keyof OfferTerms)[];

/** Whether a moderator sees an offer of this niche and seller before buyers do. */
export function isReviewed(reference: Reference, nicheCode: string, seller: ReviewStatus): boolean {
  return seller !== 'approved' || tradeOf(reference, nicheCode) === 'reviewed';
}

/**
 * What becomes of an offer that its seller makes or changes: the status asked for, or a review first. What a moderator let
 * in stays let in while it is unchanged; what was sent back is looked at again, whatever has become of its seller since.
 * @param input.before as it stood; null for a new one
 * @param input.terms as they are to be, with the status that is asked for
 * @throws Refusal `niche_forbidden`, `seller_refused`, `offer_status_not_yours`
 */
export function reviewOffer(input: {
  reference: Reference;
  seller: ReviewStatus;
  before: Offer | null;
  terms: OfferTerms;
  now: Date;
}): { status: OfferStatus; review: OfferReview } {
  const { before, terms } = input;
  const isWanted = terms.status === 'active' || terms.status === 'review';
  if (isWanted || before === null) refuseForbidden(input.reference, terms.niche);
  if (before?.status === 'review' && terms.status === 'paused')
    throw new Refusal('offer_status_not_yours', { status: terms.status });

  const isChanged = before === null || REVIEWED_TERMS.some((term) => differs(before[term], terms[term]));
  const reason = before?.review.reason ?? null;
  const review = before && !isChanged ? before.review : { submittedAt: null, reason, reviewedAt: null };
  if (!isWanted) return { status: terms.status, review };

  if (input.seller === 'refused') throw new Refusal('seller_refused');
  const staysOn = before?.status === 'active' && !isChanged;
  const isLetIn = review.reviewedAt !== null && reason === null;
  const isFree = reason === null && !isReviewed(input.reference, terms.niche, input.seller);
  if (terms.status === 'active' && (staysOn || isLetIn || isFree)) return { status: 'active', review };
  const isWaiting = before?.status === 'review' && !isChanged;
  return {
    status: 'review',
    review: isWaiting ? review : { submittedAt: input.now, reason, reviewedAt: null },
  };
}

function refuseForbidden(reference: Reference, nicheCode: string): void {
  if (tradeOf(reference, nicheCode) === 'forbidden')
    throw new Refusal('niche_forbidden', { niche: nicheCode });
}

/** Lists are compared by what they hold, not by its order. */
function differs(before: OfferTerms[keyof OfferTerms], after: OfferTerms[keyof OfferTerms]): boolean {
  const written = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return written(before) !== written(after);
}
