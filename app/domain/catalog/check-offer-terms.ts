import { Refusal } from '#app/kernel/refusal.ts';
import type { OfferTerms } from './offer.ts';
import type { Reference } from './reference.ts';

/**
 * Whether the terms name what exists and fit together.
 * @throws Refusal `niche_unknown`, `niche_is_a_sector`, `region_unknown`, `max_sells_does_not_fit`
 */
export function checkOfferTerms(reference: Reference, terms: OfferTerms): void {
  const niche = reference.niches.get(terms.niche);
  if (!niche) throw new Refusal('niche_unknown', { niche: terms.niche });
  if (niche.parentCode === null) throw new Refusal('niche_is_a_sector', { niche: terms.niche });
  for (const region of terms.regions) {
    if (!reference.regions.has(region)) throw new Refusal('region_unknown', { region });
  }
  const fits = terms.exclusivity === 'exclusive' ? terms.maxSells === 1 : terms.maxSells >= 2;
  if (!fits)
    throw new Refusal('max_sells_does_not_fit', {
      exclusivity: terms.exclusivity,
      max_sells: terms.maxSells,
    });
}
