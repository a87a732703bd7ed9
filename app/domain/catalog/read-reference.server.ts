import { z } from 'zod';
import type { Pool } from '#app/platform/db.server.ts';
import { questionSchema } from './question.ts';
import type { Niche, Reference, Region } from './reference.ts';

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
  // A reading that failed, or came before the tables were filled, is not kept.
  reading.then(
    ({ niches }) => niches.size === 0 && held.delete(pool),
    () => held.delete(pool),
  );
  return reading;
}

async function load(pool: Pool): Promise<Reference> {
  const [nicheRows, regionRows, zoneRows] = await Promise.all([
    pool.query<NicheRow>('SELECT * FROM niche ORDER BY position'),
    pool.query<RegionRow>('SELECT * FROM region ORDER BY population DESC'),
    pool.query<{ name: string }>(
      `SELECT name FROM pg_timezone_names WHERE name = 'UTC' OR name ~ '^[A-Z][A-Za-z]+/[A-Z]'`,
    ),
  ]);
  const parents = new Map(nicheRows.rows.map((row) => [row.code, row.parent_code]));
  const niches = new Map(nicheRows.rows.map((row) => [row.code, toNiche(row, parents)]));
  const regions = new Map(regionRows.rows.map((row) => [row.code, toRegion(row)]));
  const timezones = new Set(zoneRows.rows.map((row) => row.name).filter(isKnownToRuntime));
  return { niches, regions, citiesByRegion: groupCities(regions), timezones };
}

function isKnownToRuntime(timezone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: timezone }));
  } catch {
    return false;
  }
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

/** Regions come most populous first, and so do the cities of each. */
function groupCities(regions: Map<string, Region>): Map<string, Region[]> {
  const byRegion = new Map<string, Region[]>();
  for (const city of regions.values()) {
    if (city.kind !== 'city') continue;
    for (const area of city.path.slice(1)) {
      const cities = byRegion.get(area);
      if (cities) cities.push(city);
      else byRegion.set(area, [city]);
    }
  }
  return byRegion;
}
