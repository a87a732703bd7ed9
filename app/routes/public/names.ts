import type { Niche, Reference, Region } from '#app/domain/catalog/reference.ts';
import { regionNameIn } from '#app/domain/catalog/region-name-in.ts';
import { present } from '#app/kernel/assert.ts';
import type { ChoiceGroup } from '#app/ui/select.tsx';
import { pageWords } from '#app/words/en/pages.ts';

const LANGUAGE = 'en';

/** @param language where it is read by somebody who need not know ours */
export function nicheName(niche: Niche, language: string = LANGUAGE): string {
  return niche.name[language] ?? niche.name[LANGUAGE] ?? niche.code;
}

export function nicheNameOf(reference: Reference, code: string, language: string = LANGUAGE): string {
  return nicheName(present(reference.niches.get(code), 'a stored niche is in the reference data'), language);
}

/** A place with the country it is in; the steps between only where they tell apart, which for cities they do. */
export function regionName(reference: Reference, region: Region, language: string = LANGUAGE): string {
  const names = region.path.map((code) => {
    const part = reference.regions.get(code);
    if (!part) return code;
    return language === LANGUAGE ? part.name : regionNameIn(part, language);
  });
  return names.filter((name, index) => names.indexOf(name) === index).join(', ');
}

export function regionNameOf(reference: Reference, code: string, language: string = LANGUAGE): string {
  return regionName(
    reference,
    present(reference.regions.get(code), 'a stored region is in the reference data'),
    language,
  );
}

/** Every sector as a group: the whole of it first, then its niches. */
export function nicheChoices(reference: Reference): ChoiceGroup[] {
  const niches = [...reference.niches.values()];
  return niches
    .filter((sector) => sector.parentCode === null)
    .map((sector) => ({
      label: nicheName(sector),
      choices: [
        { value: sector.code, label: pageWords.wholeSector(nicheName(sector)) },
        ...niches
          .filter((niche) => niche.parentCode === sector.code)
          .map((niche) => ({ value: niche.code, label: nicheName(niche) })),
      ],
    }));
}
