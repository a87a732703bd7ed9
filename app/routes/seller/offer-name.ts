import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';

/** An offer as lists call it: its niche, its first place and how many others. */
export function offerName(
  reference: Reference,
  { niche, regions }: Pick<Offer, 'niche' | 'regions'>,
): string {
  return sellerWords.leads.offerName(
    nicheNameOf(reference, niche),
    regionNameOf(reference, regions[0] ?? ''),
    regions.length - 1,
  );
}
