import { foldText } from '#app/domain/catalog/fold-text.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { regionName } from '../public/names.ts';
import { pickRegion } from '../public/pick-region.ts';

const words = sellerWords.offerForm;

/**
 * The regions that a form means: those chosen from the list and, typed but not chosen, the place that fits best. Where
 * that could be several places, it is added and the sender asked to look.
 */
export function resolveRegions(
  reference: Reference,
  chosen: readonly string[],
  added: string,
): { codes: string[]; error: string | null } {
  const codes = [...new Set(chosen)];
  if (added.trim() === '') return { codes, error: null };
  const { region, others, missed } = pickRegion(reference, { region: '', q: added });
  if (!region) return { codes, error: words.regionNone(missed ?? added) };
  const isExact = [region.name, regionName(reference, region)].some(
    (name) => foldText(name) === foldText(added),
  );
  return {
    codes: [...new Set([...codes, region.code])],
    error: isExact || others.length === 0 ? null : words.regionUnsure(regionName(reference, region)),
  };
}
