import { foldText } from '#app/domain/catalog/fold-text.ts';
import type { Reference, Region } from '#app/domain/catalog/reference.ts';

/** What stands before or after a place's name and is none of it. */
const KIND_WORDS = /(^| )(г|гор|город|м|місто|с|село|пгт|смт|city|of|ш|şəhəri|ք|քաղաք|хот)(?= |$)/g;
const AREA = /(^| )(обл|oblast|област)(?= |$)/g;
const KIND_RANK = { country: 0, subdivision: 1, city: 2 } as const;
const TEXTS_HELD = 5_000;

/**
 * Finds the place that a cell names: by its code, or by its name in any language it is known in, alone or with what it lies in
 * ("Россия, Московская область, Химки"). A place of the offer's goes before all others; one outside is taken only by its
 * full name.
 * @param within codes of the offer's regions
 * @returns its code, or null
 */
export function regionFinder(
  reference: Reference,
  within: readonly string[],
): (text: string) => string | null {
  const all = [...reference.regions.values()];
  const isWithin = (region: Region) => region.path.some((code) => within.includes(code));
  const near = all.filter(
    (region) => isWithin(region) || within.some((code) => isAbove(reference, region, code)),
  );
  const held = new Map<string, string | null>();
  const find = (text: string): string | null => {
    const code = text.trim().toUpperCase();
    if (reference.regions.has(code)) return code;
    const whole = best(near, all, text);
    if (whole) return whole.code;
    const parts = text.split(/[,/;]/).filter((part) => part.trim() !== '');
    if (parts.length < 2) return null;
    const found = parts.flatMap((part) => best(near, all, part) ?? []);
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

function isAbove(reference: Reference, region: Region, code: string): boolean {
  return reference.regions.get(code)?.path.includes(region.code) ?? false;
}

function best(near: readonly Region[], all: readonly Region[], text: string): Region | null {
  const folded = foldText(text);
  for (const name of new Set([folded, bareName(folded)])) {
    if (name === '') continue;
    const found =
      pick(near.filter((region) => foldText(region.name) === name)) ??
      pick(near.filter((region) => ` ${region.search} `.includes(` ${name} `))) ??
      pick(all.filter((region) => foldText(region.name) === name)) ??
      pick(all.filter((region) => region.kind !== 'city' && ` ${region.search} `.includes(` ${name} `)));
    if (found) return found;
  }
  return null;
}

function pick(found: Region[]): Region | null {
  return (
    found.sort((a, b) => KIND_RANK[a.kind] - KIND_RANK[b.kind] || b.population - a.population)[0] ?? null
  );
}

function bareName(folded: string): string {
  return folded.replace(AREA, '$1область').replace(KIND_WORDS, '$1').replace(/ +/g, ' ').trim();
}
