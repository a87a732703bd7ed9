import { type Reference, tradeOf } from '#app/domain/catalog/reference.ts';
import type { ChoiceGroup } from '#app/ui/select.tsx';
import { sellerWords } from '#app/words/en/seller.ts';
import { nicheName } from '../public/names.ts';

/** The niches for which an offer can be made, by sector; those that are looked at first say so. */
export function offerNiches(reference: Reference): ChoiceGroup[] {
  const niches = [...reference.niches.values()];
  return niches
    .filter((sector) => sector.parentCode === null)
    .map((sector) => ({
      label: nicheName(sector),
      choices: niches
        .filter((niche) => niche.parentCode === sector.code && tradeOf(reference, niche.code) !== 'forbidden')
        .map((niche) => ({
          value: niche.code,
          label:
            tradeOf(reference, niche.code) === 'reviewed'
              ? nicheName(niche) + sellerWords.offerForm.reviewedMark
              : nicheName(niche),
        })),
    }))
    .filter((group) => group.choices.length > 0);
}
