import { present } from '#app/kernel/assert.ts';
import { foldText } from './fold-text.ts';
import type { Question } from './question.ts';

export type Niche = {
  readonly code: string;
  readonly parentCode: string | null;
  /** By language. */
  readonly name: Readonly<Record<string, string>>;
  /** Typical profit per deal in thousand roubles; a sector has none. */
  readonly profitRubThousand: number | null;
  readonly profitAssumed: boolean;
  readonly peakMonths: readonly number[];
  readonly questions: readonly Question[];
  readonly feeBasisPoints: number;
  /** The niche itself, then its parents. */
  readonly path: readonly string[];
};

export type Region = {
  readonly code: string;
  readonly kind: 'country' | 'subdivision' | 'city';
  readonly parentCode: string | null;
  readonly countryCode: string;
  readonly name: string;
  readonly population: number;
  readonly marketPopulation: number;
  readonly search: string;
  /** The region itself, then what it lies in, up to the country. */
  readonly path: readonly string[];
};

export type Reference = {
  /** Time zones that database and runtime both know by that name: `Area/City` and UTC. Short names mean different zones to them. */
  readonly timezones: ReadonlySet<string>;
  readonly niches: ReadonlyMap<string, Niche>;
  readonly regions: ReadonlyMap<string, Region>;
  /** Cities below each region, most populous first. */
  readonly citiesByRegion: ReadonlyMap<string, readonly Region[]>;
};

const SMALLEST_MARKET = 15_000;

/** The most exact place that the named region and city give: the city where it is known, else the region. */
export function placeOf(reference: Reference, regionCode: string, city: string | null): Region {
  const region = present(reference.regions.get(regionCode), 'a lead names a known region');
  if (!city || region.kind === 'city') return region;
  return cityIn(reference, regionCode, foldText(city)) ?? region;
}

/** The largest city of the region of which the folded name is the name or another spelling. */
function cityIn(reference: Reference, regionCode: string, name: string): Region | undefined {
  if (name === '') return undefined;
  const cities = reference.citiesByRegion.get(regionCode) ?? [];
  return (
    cities.find((city) => foldText(city.name) === name) ??
    cities.find((city) => ` ${city.search} `.includes(` ${name} `))
  );
}

/** People in the market a place belongs to; a place without listed cities counts as the smallest town that is listed. */
export function marketPopulationOf(place: Region): number {
  return Math.max(place.marketPopulation, SMALLEST_MARKET);
}
