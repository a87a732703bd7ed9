import type { Reference } from '#app/domain/catalog/reference.ts';
import { regionNameIn } from '#app/domain/catalog/region-name-in.ts';
import type { FormLanguage } from './form-spec.ts';

/** More could not be looked through. */
const CHOICES_MOST = 400;

export type RegionChoice = { readonly code: string; readonly name: string };

/**
 * Where somebody may say that they are: the offer's regions, of a country its parts, each once and by its name in the form's
 * language. Where that would be too many to choose from, the regions as the offer names them.
 */
export function regionChoices(
  reference: Reference,
  regions: readonly string[],
  language: FormLanguage,
): RegionChoice[] {
  const nameOf = (code: string) => {
    const region = reference.regions.get(code);
    return region ? regionNameIn(region, language) : code;
  };
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
    .map((code) => ({ code, name: nameOf(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}
