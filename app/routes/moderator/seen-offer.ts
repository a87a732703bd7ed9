import type { SeenOffer } from '#app/domain/catalog/decide-offer.server.ts';

/** An offer as a form names it: which, and as submitted when, so that one that changed since is not let in unseen. */
export function offerOf(offer: { id: string; submittedAt: Date | null }): string {
  return `${offer.id}@${offer.submittedAt?.toISOString() ?? ''}`;
}

/** What a form named; nothing where it is no such name. */
export function seenAs(name: string): SeenOffer[] {
  const [offerId = '', at = ''] = name.split('@');
  const submittedAt = new Date(at);
  return Number.isNaN(submittedAt.getTime()) ? [] : [{ offerId, submittedAt }];
}
