import { foldText } from '#app/domain/catalog/fold-text.ts';
import type { Reference, Region } from '#app/domain/catalog/reference.ts';

/** What stands before or after a place's name and is none of it. */
const KIND_WORDS = /(^| )(г|гор|город|м|місто|с|село|пгт|смт|city|of|ш|şəhəri|ք|քաղաք|хот)(?= |$)/g;
const AREA = /(^| )(обл|oblast|област)(?= |$)/g;
const AREA_WORDS = [
  'oblast',
  'province',
  'region',
  'district',
  'county',
  'territory',
  'область',
  'край',
  'раион',
];
const KIND_RANK = { country: 0, subdivision: 1, city: 2 } as const;
const TEXTS_HELD = 5_000;
/** Of a text with commas: city, district, region, country. */
const PARTS_MOST = 4;
const CHARACTERS_MOST = 200;

type Named = { readonly region: Region; readonly name: string };

/** Folding thousands of names takes longer than looking through them; done once for each reading of the regions. */
const folded = new WeakMap<Reference['regions'], readonly Named[]>();

function namesOf({ regions }: Reference): readonly Named[] {
  const known = folded.get(regions);
  if (known) return known;
  const made = [...regions.values()].map((region) => ({
    region,
    name: foldText(region.name),
  }));
  folded.set(regions, made);
  return made;
}

/**
 * Finds the place that a cell names: by its code, or by its name in any language it is known in, alone or with what it lies in
 * ("Россия, Московская область, Химки"). A place of the offer's goes before all others; a city outside is taken only by its
 * full name.
 * @param within codes of the offer's regions
 * @returns its code, or null
 */
export function regionFinder(
  reference: Reference,
  within: readonly string[],
): (text: string) => string | null {
  const all = namesOf(reference);
  const above = new Set(within.flatMap((code) => reference.regions.get(code)?.path ?? []));
  const near = all.filter(
    ({ region }) => above.has(region.code) || region.path.some((code) => within.includes(code)),
  );
  const held = new Map<string, string | null>();
  const find = (text: string): string | null => {
    if (text.length > CHARACTERS_MOST) return null;
    const code = text.trim().toUpperCase();
    if (reference.regions.has(code)) return code;
    const whole = best(near, all, text);
    if (whole) return whole.code;
    const parts = text.split(/[,/;]/).filter((part) => part.trim() !== '');
    if (parts.length < 2) return null;
    const found = parts.slice(0, PARTS_MOST).flatMap((part) => best(near, all, part) ?? []);
    return found.sort((a, b) => b.path.length - a.path.length)[0]?.code ?? null;
  };
  return (text) => {
    const known = held.get(text);
    if (known !== undefined) return known;
    const code = find(text);
    if (held.size < TEXTS_HELD) held.set(text, code);
    return code;
  };
}

function best(near: readonly Named[], all: readonly Named[], text: string): Region | null {
  const whole = foldText(text);
  for (const asked of new Set([whole, bareName(whole)])) {
    if (asked === '') continue;
    const isNamed = ({ name }: Named) => name === asked;
    const isKnownAs = ({ region }: Named) => holdsWords(region.search, asked);
    const found =
      pick(near.filter(isNamed)) ??
      pick(near.filter((one) => isKnownAs(one) && !isAreaOf(one.region.search, asked))) ??
      pick(near.filter(isKnownAs)) ??
      pick(all.filter(isNamed)) ??
      pick(all.filter((one) => one.region.kind !== 'city' && isKnownAs(one)));
    if (found) return found;
  }
  return null;
}

/** Whether it is called after the place that is named: Odessa is the city, though it stands in "Odessa Oblast". */
function isAreaOf(search: string, asked: string): boolean {
  return AREA_WORDS.some((word) => holdsWords(search, `${asked} ${word}`));
}

/** Whether words stand in a text of words whole and side by side. Told without a copy of the text: there are thousands. */
function holdsWords(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if ((at === 0 || text[at - 1] === ' ') && (end === text.length || text[end] === ' ')) return true;
  }
  return false;
}

function pick(found: readonly Named[]): Region | null {
  const regions = found.map(({ region }) => region);
  return (
    regions.sort((a, b) => KIND_RANK[a.kind] - KIND_RANK[b.kind] || b.population - a.population)[0] ?? null
  );
}

function bareName(text: string): string {
  return text.replace(AREA, '$1область').replace(KIND_WORDS, '$1').replace(/ +/g, ' ').trim();
}
