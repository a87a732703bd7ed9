import type { Reference } from '#app/domain/catalog/reference.ts';

/** More could not be looked through. */
const CHOICES_MOST = 400;

export type RegionChoice = { readonly code: string; readonly name: string };

/**
 * Where somebody may say that they are: the offer's regions, of a country its parts, each once and by name. Where that would
 * be too many to choose from, the regions as the offer names them.
 */
export function regionChoices(reference: Reference, regions: readonly string[]): RegionChoice[] {
  const parts = new Set<string>();
  const countries = new Set(regions.filter((code) => reference.regions.get(code)?.kind === 'country'));
  const split = new Set<string>();
  for (const region of reference.regions.values())
    if (region.kind === 'subdivision' && region.parentCode && countries.has(region.parentCode)) {
      parts.add(region.code);
      split.add(region.parentCode);
    }
  for (const code of regions) if (!split.has(code)) parts.add(code);
  const chosen = parts.size > CHOICES_MOST ? regions : [...parts];
  return chosen
    .map((code) => ({ code, name: reference.regions.get(code)?.name ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
