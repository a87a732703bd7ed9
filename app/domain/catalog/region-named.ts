import { foldText } from './fold-text.ts';
import type { Reference, Region } from './reference.ts';

/** Words for a part of a country, folded, that people leave out: "Львівська" for "Львівська область". */
const KINDS = new Set([
  ...['oblast', 'region', 'province', 'county', 'district', 'область', 'обл', 'край'],
  ...['varmegye', 'megye', 'rayonu', 'облысы', 'մարզ'],
]);

/**
 * The part of a country that a text names: by its code, or by what it is called in any language of the field. Null where none of
 * these countries has one so called, or several.
 * @param near codes of regions; their countries are looked through
 */
export function regionNamed(reference: Reference, near: readonly string[], text: string): string | null {
  const given = text.trim();
  if (reference.regions.has(given)) return given;
  const name = foldText(given);
  if (name === '') return null;
  const countries = new Set(near.flatMap((code) => reference.regions.get(code)?.countryCode ?? []));
  const parts = [...reference.regions.values()].filter(
    ({ kind, countryCode }) => kind === 'subdivision' && countries.has(countryCode),
  );
  return only(parts, (known) => known === name) ?? only(parts, (known) => bare(known) === bare(name));
}

function only(parts: readonly Region[], isIt: (known: string) => boolean): string | null {
  const found = parts.filter(({ name, names }) =>
    [name, ...Object.values(names)].some((known) => isIt(foldText(known))),
  );
  return found.length === 1 ? (found[0]?.code ?? null) : null;
}

function bare(name: string): string {
  const words = name.split(' ').filter((word) => !KINDS.has(word));
  return words.join(' ') || name;
}
