import type { Region } from './reference.ts';

const countries = new Map<string, Intl.DisplayNames>();

/** A country's name is the runtime's; it knows all of them in every language of the field. */
function countryIn(language: string, code: string): string | undefined {
  let names = countries.get(language);
  if (!names) {
    names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    countries.set(language, names);
  }
  return names.of(code);
}

/**
 * What a region is called in a language: in English where it has no name of its own there.
 * @param language one of those that forms and persons' pages are in, as ISO 639-1 names it
 */
export function regionNameIn(region: Region, language: string): string {
  const local = region.kind === 'country' ? countryIn(language, region.code) : region.names[language];
  return local ?? region.name;
}
