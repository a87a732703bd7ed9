import type { Reference } from '#app/domain/catalog/reference.ts';
import { type NamedPlaces, nameCities } from './checks/named-places.ts';
import { indexPlaces, type PlaceIndex } from './checks/place-region.ts';

const held = new WeakMap<Reference['regions'], PlaceIndex>();

/**
 * The index by which a phone's place is found among the regions; built once for each reading of them. An edited niche is
 * no new reading of the regions.
 */
export function placesOf(reference: Reference): PlaceIndex {
  const known = held.get(reference.regions);
  if (known) return known;
  const built = indexPlaces(reference.regions);
  held.set(reference.regions, built);
  return built;
}

const named = new WeakMap<Reference['regions'], Map<string, NamedPlaces>>();

/** The cities that people of a country may name in what they write; made ready when the country is first asked for. */
export function citiesNamedIn(reference: Reference, countryCode: string): NamedPlaces {
  const byCountry = named.get(reference.regions) ?? new Map<string, NamedPlaces>();
  named.set(reference.regions, byCountry);
  const known = byCountry.get(countryCode);
  if (known) return known;
  const rows = [...reference.regions.values()].filter((region) => region.countryCode === countryCode);
  const made = nameCities(rows.map((region) => ({ ...region, top: region.path.at(-2) ?? region.code })));
  byCountry.set(countryCode, made);
  return made;
}
