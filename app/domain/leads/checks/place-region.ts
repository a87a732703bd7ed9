import type { Region } from '#app/domain/catalog/reference.ts';
import { AREA_CODES, PLACE_ALIASES } from './place-aliases.ts';

/** What is asked of a region; `search` holds its other names in lower case, one space between words. */
export type Place = Pick<Region, 'code' | 'kind' | 'countryCode' | 'name' | 'population' | 'search' | 'path'>;

type Names = { exact: Map<string, Place[]>; stripped: Map<string, Place[]>; loose: Map<string, Place[]> };
type Country = { places: readonly Place[]; subdivisions: Names | null; cities: Names | null };

/** Regions, and those of a country with their names made ready from when it is first asked for. */
export type PlaceIndex = {
  readonly regions: ReadonlyMap<string, Place>;
  readonly countries: Map<string, Country | null>;
};

/** A longer name is compared by its beginning; bounds what is kept per region. */
const MAX_NAME_WORDS = 4;

/**
 * How many times larger a city must be than another of its name to be the one meant. High, because a wrong place warns about a
 * good lead, while an unknown one says nothing.
 */
const CLEARLY_LARGER = 20;

/** The longest key of `AREA_CODES`. */
const MAX_AREA_CHARACTERS = 7;

/** Words that say what a place is, not which. */
const KIND_WORDS = new Set(
  `autonomous area aimag city county district kray krai municipality oblast obl okrug of people peoples province raion rayon
  region republic state territory the voivodeship`.split(/\s+/),
);

/** Makes the regions ready for `placeRegion`, without a copy of them. */
export function indexPlaces(regions: ReadonlyMap<string, Place>): PlaceIndex {
  return { regions, countries: new Map() };
}

function countryOf(index: PlaceIndex, code: string): Country | null {
  const known = index.countries.get(code);
  if (known !== undefined) return known;
  const places = [...index.regions.values()].filter(
    ({ countryCode, kind }) => countryCode === code && kind !== 'country',
  );
  const made = places.length === 0 ? null : { places, subdivisions: null, cities: null };
  index.countries.set(code, made);
  return made;
}

/** What it lies in next below the country: the level at which ranges of numbers are comparable. */
function topOf({ path, code }: Place): string {
  return path.at(-2) ?? code;
}

/**
 * The region that a geocoder's description stands for: a city's code, or its subdivision's when only that is certain. Null when
 * nothing matches, or several places of one name do and none is clearly the one.
 *
 * @param description in English, as `phonePlace` gives it: "Murmansk", "Lutsk, Volyn", "Yerevan/Jrvezh", "New York, NY"
 * @param country ISO 3166-1 alpha-2 of the number
 * @param index made by `indexPlaces`
 */
export function placeRegion(description: string, country: string, index: PlaceIndex): string | null {
  const alias = aliasOf(country, description);
  if (alias !== undefined) return alias !== '' && index.regions.has(alias) ? alias : null;
  const known = countryOf(index, country);
  if (!known) return null;

  const comma = description.lastIndexOf(',');
  if (comma < 0) return oneOf(description.split('/'), (part) => nameRegion(part, known), index);

  const within = subdivisionNamed(description.slice(comma + 1), country, known, index);
  const towns = description.slice(0, comma).split('/');
  // A town whose region is not known is most likely another than the one of its name that is.
  if (!within) return null;
  return oneOf(towns, (town) => cityNamed(town, known, topIn(index, within)), index) ?? within;
}

/**
 * The region that a fixed-line number's range belongs to: by its description where that agrees with the area code, else by the
 * area code. Null when neither tells.
 *
 * @param e164 a valid number with its plus. Mobile ranges match no area code, yet their place means nothing either
 * @param place what `phonePlace` says of it
 * @param index made by `indexPlaces`
 */
export function numberRegion(
  e164: string,
  place: { description: string; country: string } | null,
  index: PlaceIndex,
): string | null {
  const named = place ? placeRegion(place.description, place.country, index) : null;
  const area = areaOf(e164, index);
  if (!area) return named;
  return named && topIn(index, named) === area ? named : area;
}

function areaOf(e164: string, index: PlaceIndex): string | null {
  for (let length = MAX_AREA_CHARACTERS; length > 1; length -= 1) {
    const code = AREA_CODES.get(e164.slice(0, length));
    if (code) return index.regions.has(code) ? code : null;
  }
  return null;
}

/** What all parts that are known agree on: the code when there is one part, else their common subdivision. */
function oneOf(parts: string[], find: (part: string) => string | null, index: PlaceIndex): string | null {
  const codes = parts.map(find).filter((code) => code !== null);
  const [first] = codes;
  if (first === undefined) return null;
  if (codes.length === 1) return first;
  const tops = new Set(codes.map((code) => topIn(index, code)));
  return tops.size === 1 ? topIn(index, first) : null;
}

function nameRegion(part: string, known: Country): string | null {
  const subdivisions = subdivisionNames(known);
  const name = fold(part);
  const exact = theOne(subdivisions.exact.get(name));
  if (exact) return exact;
  const bare = strip(name);
  const subdivision = theOne(subdivisions.stripped.get(bare)) ?? theOne(subdivisions.loose.get(loosen(bare)));
  const city = cityNamed(part, known, null);
  // "Krasnodar Territory" is not the city, plain "Krasnodar" is.
  return isOfKind(name) ? (subdivision ?? city) : (city ?? subdivision);
}

function isOfKind(name: string): boolean {
  return name.split(' ').some((word) => word !== 'city' && KIND_WORDS.has(word));
}

function subdivisionNamed(part: string, country: string, known: Country, index: PlaceIndex): string | null {
  const text = part.trim();
  const alias = aliasOf(country, `, ${text}`);
  if (alias) return index.regions.has(alias) ? alias : null;
  // North America's places end in the code itself, as do Australia's.
  if (/^[A-Z]{2,3}$/.test(text)) return index.regions.has(`${country}-${text}`) ? `${country}-${text}` : null;
  const names = subdivisionNames(known);
  const name = fold(text);
  return (
    theOne(names.exact.get(name)) ??
    theOne(names.stripped.get(strip(name))) ??
    theOne(names.loose.get(loosen(strip(name))))
  );
}

function cityNamed(part: string, known: Country, top: string | null): string | null {
  const names = cityNames(known);
  const name = strip(fold(part));
  const inTop = (regions: Place[] | undefined) =>
    top ? regions?.filter((each) => topOf(each) === top) : regions;
  return (
    theOne(inTop(names.exact.get(name))) ??
    theOne(inTop(names.stripped.get(name))) ??
    theOne(inTop(names.loose.get(loosen(name))))
  );
}

/** The only one, the one clearly larger than the rest, or the subdivision that all of them lie in. */
function theOne(regions: Place[] | undefined): string | null {
  const [first, second] = (regions ?? []).toSorted((a, b) => b.population - a.population);
  if (!first) return null;
  if (!second || first.population >= second.population * CLEARLY_LARGER) return first.code;
  return regions?.every((each) => topOf(each) === topOf(first)) ? topOf(first) : null;
}

function subdivisionNames(known: Country): Names {
  known.subdivisions ??= namesOf(known.places.filter((each) => each.kind === 'subdivision'));
  return known.subdivisions;
}

function cityNames(known: Country): Names {
  known.cities ??= namesOf(known.places.filter((each) => each.kind === 'city'));
  return known.cities;
}

/**
 * Names in three strengths: as shown; without words of kind, other names included; and by sound. The other names stand in one
 * text without marks between them, so that every run of its words after the shown name may be one.
 */
function namesOf(regions: Place[]): Names {
  const names: Names = { exact: new Map(), stripped: new Map(), loose: new Map() };
  for (const region of regions) {
    const shown = fold(region.name);
    add(names.exact, shown, region);
    const others = region.search.startsWith(shown) ? region.search.slice(shown.length) : region.search;
    for (const name of [shown, ...runsOf(others)]) {
      const key = strip(name);
      if (key === '') continue;
      add(names.stripped, key, region);
      add(names.loose, loosen(key), region);
    }
  }
  return names;
}

function runsOf(text: string): string[] {
  const words = text.split(' ').filter((word) => /^[a-z]/.test(word));
  return words.flatMap((_, from) =>
    Array.from({ length: MAX_NAME_WORDS }, (_, more) => words.slice(from, from + more + 1).join(' ')),
  );
}

function add(map: Map<string, Place[]>, key: string, region: Place): void {
  const there = map.get(key);
  if (!there) map.set(key, [region]);
  else if (!there.includes(region)) there.push(region);
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ıə]/g, (letter) => (letter === 'ı' ? 'i' : 'e'))
    .replace(/['’‘ʼʻʹ`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function strip(name: string): string {
  return name
    .split(' ')
    .filter((word) => !KIND_WORDS.has(word))
    .join(' ');
}

/** One spelling for the several by which a name is brought into Latin letters: Khovd and Hovd, Djava and Java. */
function loosen(name: string): string {
  return name
    .replace(/ /g, '')
    .replace(/dzh|dj|zh/g, 'j')
    .replace(/kh|x/g, 'h')
    .replace(/gh/g, 'g')
    .replace(/ts|tz/g, 'c')
    .replace(/tch/g, 'ch')
    .replace(/[qw]/g, (letter) => (letter === 'q' ? 'k' : 'v'))
    .replace(/y/g, 'i')
    .replace(/(.)\1+/g, '$1');
}

function topIn(index: PlaceIndex, code: string): string {
  const place = index.regions.get(code);
  return place ? topOf(place) : code;
}

function aliasOf(country: string, text: string): string | undefined {
  return PLACE_ALIASES.get(`${country} ${text}`);
}
