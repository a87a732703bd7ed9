import type { Reference } from '#app/domain/catalog/reference.ts';
import { buildPlaceIndex, type PlaceIndex } from './checks/place-region.ts';

const held = new WeakMap<Reference['regions'], PlaceIndex>();

/**
 * The index by which a phone's place is found among the regions; built once for each reading of them. An edited niche is
 * no new reading of the regions.
 */
export function placesOf(reference: Reference): PlaceIndex {
  const known = held.get(reference.regions);
  if (known) return known;
  const built = buildPlaceIndex(
    [...reference.regions.values()].map((region) => ({
      code: region.code,
      kind: region.kind,
      parent: region.parentCode,
      country: region.countryCode,
      name: region.name,
      population: region.population,
      search: region.search,
    })),
  );
  held.set(reference.regions, built);
  return built;
}
