import { present } from '#app/kernel/assert.ts';
import { foldText } from './fold-text.ts';
import type { Question } from './question.ts';

/** `open`; `reviewed`: every offer is looked at first; `forbidden`: not traded here. */
export const TRADES = ['open', 'reviewed', 'forbidden'] as const;
export type Trade = (typeof TRADES)[number];

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
  /** Of the niche by itself; what it lies in may be stricter. */
  readonly trade: Trade;
  /** The niche itself, then its parents. */
  readonly path: readonly string[];
};

export type Region = {
  readonly code: string;
  readonly kind: 'country' | 'subdivision' | 'city';
  readonly parentCode: string | null;
  readonly countryCode: string;
  /** In English. */
  readonly name: string;
  /** By language, where it has names of its own. */
  readonly names: Readonly<Record<string, string>>;
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
  /** By organisation, hundredths of a percent: what is kept of a seller's sales instead of the niche's fee. */
  readonly sellerFees: ReadonlyMap<string, number>;
  /** Cities below each region, most populous first. */
  readonly citiesByRegion: ReadonlyMap<string, readonly Region[]>;
};

/** Whether a niche is traded here: the strictest word on it and on all that it lies in. */
export function tradeOf(reference: Reference, nicheCode: string): Trade {
  const { path } = present(reference.niches.get(nicheCode), 'only a known niche is traded');
  const words = path.map((code) => reference.niches.get(code)?.trade ?? 'open');
  return present(
    words.sort((a, b) => TRADES.indexOf(b) - TRADES.indexOf(a))[0],
    'a niche lies at least in itself',
  );
}

/** What the exchange keeps of a seller's sale in a niche, hundredths of a percent. */
export function feeOf(
  reference: Pick<Reference, 'sellerFees'>,
  niche: Pick<Niche, 'feeBasisPoints'>,
  sellerOrganisationId: string,
): number {
  return reference.sellerFees.get(sellerOrganisationId) ?? niche.feeBasisPoints;
}

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

/** Codes of the niches that are not traded here. */
export function closedNiches(reference: Reference): string[] {
  return [...reference.niches.keys()].filter((code) => tradeOf(reference, code) === 'forbidden');
}
