import { foldText } from './fold-text.ts';
import type { Reference, Region } from './reference.ts';

const KIND_RANK = { country: 0, subdivision: 1, city: 2 } as const;

/**
 * Regions of which every typed word begins some word, in the order a person expects: name first, then the wider
 * region, then the more populous.
 * @param limit most results
 */
export function searchRegions(reference: Reference, query: string, limit: number): Region[] {
  const words = foldText(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0)
    return [...reference.regions.values()].filter((r) => r.kind === 'country').slice(0, limit);
  const whole = words.join(' ');
  const found: { region: Region; exact: number }[] = [];
  for (const region of reference.regions.values()) {
    const haystack = ` ${region.search}`;
    if (!words.every((word) => haystack.includes(` ${word}`))) continue;
    const name = foldText(region.name);
    found.push({ region, exact: name === whole ? 0 : name.startsWith(whole) ? 1 : 2 });
  }
  found.sort(
    (a, b) =>
      a.exact - b.exact ||
      KIND_RANK[a.region.kind] - KIND_RANK[b.region.kind] ||
      b.region.population - a.region.population,
  );
  return found.slice(0, limit).map(({ region }) => region);
}
