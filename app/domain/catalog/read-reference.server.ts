import { z } from 'zod';
import type { Pool } from '#app/platform/db.server.ts';
import { questionSchema } from './question.ts';
import type { Niche, Reference, Region, Trade } from './reference.ts';

type NicheRow = {
  code: string;
  parent_code: string | null;
  name: Record<string, string>;
  profit_rub_thousand: string | null;
  profit_assumed: boolean;
  peak_months: number[];
  questions: unknown;
  fee_basis_points: number;
  trade: Trade;
};

/** Whether an edit was made is asked no more often than this, behind the back of who reads. */
const LOOK_MS = 2_000;
/** Who reads after so long a pause waits for the answer: what is handed out is never older than this. */
const STALE_MS = 5_000;

type Held = {
  reference: Promise<Reference>;
  /** Which transactions wrote the niches that are held. */
  version: string;
  lookedAt: number;
  looking: Promise<void> | null;
};

const held = new WeakMap<Pool, Held>();

/**
 * Niches and regions, held by each process. Regions change with a release; what an admin edits of a niche is picked up
 * within seconds. While it is asked for again and again, nobody waits for that.
 */
export function readReference(pool: Pool): Promise<Reference> {
  const known = held.get(pool);
  if (!known) return hold(pool);
  const ageMs = performance.now() - known.lookedAt;
  if (ageMs < LOOK_MS) return known.reference;
  known.looking ??= look(pool, known);
  return ageMs < STALE_MS ? known.reference : known.looking.then(() => known.reference);
}

/** Has the next to read in this process wait until an edit just made is in. */
export function expireReference(pool: Pool): void {
  const known = held.get(pool);
  if (known) Object.assign(known, { lookedAt: Number.NEGATIVE_INFINITY, looking: null });
}

function hold(pool: Pool): Promise<Reference> {
  const loading = load(pool);
  const reference = loading.then((loaded) => loaded.reference);
  const fresh: Held = { reference, version: '', lookedAt: performance.now(), looking: null };
  held.set(pool, fresh);
  // A reading that failed, or came before the tables were filled, is not kept.
  loading.then(
    (loaded) => {
      fresh.version = loaded.version;
      if (loaded.reference.niches.size === 0) held.delete(pool);
    },
    () => held.delete(pool),
  );
  return reference;
}

function look(pool: Pool, known: Held): Promise<void> {
  const at = performance.now();
  const looking: Promise<void> = reloadIfEdited(pool, known).then(
    () => {
      // An edit made meanwhile has asked for a look of its own.
      if (known.looking === looking) Object.assign(known, { lookedAt: at, looking: null });
    },
    (error: unknown) => {
      if (known.looking === looking) known.looking = null;
      throw error;
    },
  );
  // Who waits for it is told of a failure; for all others what is held goes on until the next look.
  looking.catch(() => undefined);
  return looking;
}

async function reloadIfEdited(pool: Pool, known: Held): Promise<void> {
  const reference = await known.reference;
  const { rows } = await pool.query<{ version: string }>(`SELECT ${VERSION} AS version`);
  if (rows[0]?.version === known.version) return;
  const { version, ...terms } = await loadTerms(pool);
  Object.assign(known, { reference: Promise.resolve({ ...reference, ...terms }), version });
}

/** Every write of a row changes its xmin, whoever wrote it and whatever the clock said. */
const VERSION = `(SELECT md5(string_agg(code || xmin::text, ',' ORDER BY code)) FROM niche)
  || coalesce((SELECT md5(string_agg(organisation_id || xmin::text, ',' ORDER BY organisation_id)) FROM seller_fee), '')`;

async function load(pool: Pool): Promise<{ reference: Reference; version: string }> {
  const [{ version, ...terms }, regionRows, zoneRows] = await Promise.all([
    loadTerms(pool),
    pool.query<Region>(
      `SELECT code, kind, parent_code AS "parentCode", country_code AS "countryCode", name, names, population::float8 AS population,
         market_population::float8 AS "marketPopulation", search, path
       FROM region ORDER BY population DESC`,
    ),
    pool.query<{ name: string }>(
      `SELECT name FROM pg_timezone_names WHERE name = 'UTC' OR name ~ '^[A-Z][A-Za-z]+/[A-Z]'`,
    ),
  ]);
  const regions = toRegions(regionRows.rows);
  const timezones = new Set(zoneRows.rows.map((row) => row.name).filter(isKnownToRuntime));
  return { reference: { ...terms, regions, citiesByRegion: groupCities(regions), timezones }, version };
}

type Terms = { niches: Map<string, Niche>; sellerFees: Map<string, number>; version: string };

/** Niches, fees and what version of both they are, in one statement, so that they belong together. */
async function loadTerms(pool: Pool): Promise<Terms> {
  const { rows } = await pool.query<NicheRow & { version: string; fees: Record<string, number> }>(
    `SELECT n.*, ${VERSION} AS version,
       (SELECT coalesce(jsonb_object_agg(organisation_id, fee_basis_points), '{}') FROM seller_fee) AS fees
     FROM niche n ORDER BY position`,
  );
  const parents = new Map(rows.map((row) => [row.code, row.parent_code]));
  const niches = new Map(rows.map((row) => [row.code, toNiche(row, parents)]));
  return {
    niches,
    sellerFees: new Map(Object.entries(rows[0]?.fees ?? {})),
    version: rows[0]?.version ?? '',
  };
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
    trade: row.trade,
    path,
  };
}

const NO_NAMES = {};

/**
 * Every process holds tens of thousands of them: the rows are the regions, and a code is one text wherever it stands.
 * @param rows in the order in which they are to be held
 */
function toRegions(rows: readonly Region[]): Map<string, Region> {
  const codes = new Map(rows.map(({ code }) => [code, code]));
  const known = (code: string) => codes.get(code) ?? code;
  return new Map(
    rows.map((row) => [
      row.code,
      Object.assign(row, {
        parentCode: row.parentCode && known(row.parentCode),
        countryCode: known(row.countryCode),
        path: row.path.map(known),
        names: Object.keys(row.names).length > 0 ? row.names : NO_NAMES,
      }),
    ]),
  );
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
