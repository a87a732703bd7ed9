import { foldText } from '#app/domain/catalog/fold-text.ts';
import type { Reference, Region } from '#app/domain/catalog/reference.ts';
import { searchRegions } from '#app/domain/catalog/search-regions.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { regionName } from './names.ts';

const MATCHES_LIMIT = 9;

export type RegionPick = {
  readonly region: Region | null;
  /** Other places that what was typed may mean. */
  readonly others: readonly { readonly code: string; readonly label: string }[];
  /** What was typed, where it names no place. */
  readonly missed: string | null;
};

/**
 * The place meant by a form that sends the place it was shown with (`region`) and what now stands in its text field
 * (`q`): the same place while the text is its name, else the best match of the text. A link sends no text.
 */
export function pickRegion(reference: Reference, given: { region: string; q: string | null }): RegionPick {
  const shown = reference.regions.get(given.region) ?? null;
  const typed = given.q?.trim() ?? null;
  if (typed === null) return { region: shown, others: [], missed: null };
  if (typed === '') return { region: null, others: [], missed: null };
  if (shown && foldText(typed) === foldText(regionName(reference, shown))) {
    return { region: shown, others: [], missed: null };
  }
  const [best, ...others] = search(reference, typed);
  if (!best) return { region: shown, others: [], missed: typed };
  return {
    region: best,
    others: others.map((region) => ({
      code: region.code,
      label: pageWords.regionPick.kind(regionName(reference, region), pageWords.regionKinds[region.kind]),
    })),
    missed: null,
  };
}

/** Also by the part before the comma, since the page itself writes "Kyiv, Ukraine". */
function search(reference: Reference, typed: string): Region[] {
  const found = searchRegions(reference, typed, MATCHES_LIMIT);
  return found.length > 0 ? found : searchRegions(reference, typed.split(',')[0] ?? '', MATCHES_LIMIT);
}
