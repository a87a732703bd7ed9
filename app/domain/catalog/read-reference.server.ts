import { z } from 'zod';
import { present } from '#app/kernel/assert.ts';
import type { Pool } from '#app/platform/db.server.ts';
import { type Question, questionSchema } from './question.ts';

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
  readonly niches: ReadonlyMap<string, Niche>;
  readonly regions: ReadonlyMap<string, Region>;
  /** Cities by name within a region: `region code` + newline + lower-case name. */
  readonly cities: ReadonlyMap<string, Region>;
};

type NicheRow = {
  code: string;
  parent_code: string | null;
  name: Record<string, string>;
  profit_rub_thousand: string | null;
  profit_assumed: boolean;
  peak_months: number[];
  questions: unknown;
  fee_basis_points: number;
};

type RegionRow = {
  code: string;
  kind: Region['kind'];
  parent_code: string | null;
  country_code: string;
  name: string;
  population: bigint;
  market_population: bigint;
  search: string;
  path: string[];
};

const held = new WeakMap<Pool, Promise<Reference>>();

/** Niches and regions. They change with a release, not in between, so each process reads them once. */
export function readReference(pool: Pool): Promise<Reference> {
  const known = held.get(pool);
  if (known) return known;
  const reading = load(pool);
  held.set(pool, reading);
  reading.catch(() => held.delete(pool));
  return reading;
}

async function load(pool: Pool): Promise<Reference> {
  const [nicheRows, regionRows] = await Promise.all([
    pool.query<NicheRow>('SELECT * FROM niche ORDER BY position'),
    pool.query<RegionRow>('SELECT * FROM region ORDER BY population DESC'),
  ]);
  const parents = new Map(nicheRows.rows.map((row) => [row.code, row.parent_code]));
  const niches = new Map(nicheRows.rows.map((row) => [row.code, toNiche(row, parents)]));
  const regions = new Map(regionRows.rows.map((row) => [row.code, toRegion(row)]));
  return { niches, regions, cities: indexCities(regions) };
}

function toNiche(row: NicheRow, parents: Map<string, string | null>): Niche {
  const path = [];
  for (let code: string | null | undefined = row.code; code; code = parents.get(code)) path.push(code);
  return {
    code: row.code,
    parentCode: row.parent_code,
    name: row.name,
    profitRubThousand: row.profit_rub_thousand === null ? null : Number(row.profit_rub_thousand),
    profitAssumed: row.profit_assumed,
    peakMonths: row.peak_months,
    questions: z.array(questionSchema).parse(row.questions),
    feeBasisPoints: row.fee_basis_points,
    path,
  };
}

function toRegion(row: RegionRow): Region {
  return {
    code: row.code,
    kind: row.kind,
    parentCode: row.parent_code,
    countryCode: row.country_code,
    name: row.name,
    population: Number(row.population),
    marketPopulation: Number(row.market_population),
    search: row.search,
    path: row.path,
  };
}

/** The larger of two cities of one name in one region wins: regions come most populous first. */
function indexCities(regions: Map<string, Region>): Map<string, Region> {
  const cities = new Map<string, Region>();
  for (const city of regions.values()) {
    if (city.kind !== 'city') continue;
    for (const region of city.path) {
      const key = `${region}\n${city.name.toLowerCase()}`;
      if (!cities.has(key)) cities.set(key, city);
    }
  }
  return cities;
}

const SMALLEST_MARKET = 15_000;

/** The most exact place that the named region and city give: the city where it is known, else the region. */
export function placeOf(reference: Reference, regionCode: string, city: string | null): Region {
  const region = present(reference.regions.get(regionCode), 'a lead names a known region');
  if (!city || region.kind === 'city') return region;
  return reference.cities.get(`${regionCode}\n${city.trim().toLowerCase()}`) ?? region;
}

/** People in the market a place belongs to; a place without listed cities counts as its parent's smallest town. */
export function marketPopulationOf(place: Region): number {
  return Math.max(place.marketPopulation, SMALLEST_MARKET);
}
