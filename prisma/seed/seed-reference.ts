import type pg from 'pg';
import { loadLocalNames } from './reference/load-local-names.ts';
import { loadRegions, pathOf } from './reference/load-regions.ts';
import { NICHES } from './reference/niches.ts';

/** `total` is how many rows the reference data have, `written` how many were new or differed. */
export type SeedCount = { total: number; written: number };

/**
 * Brings the tables `niche` and `region` in line with the reference data: one statement a table, rows that are right already
 * are not touched. A questionnaire that an admin has edited stays as it is. Rows that the reference data no longer have stay, because leads and offers may point to them.
 */
export async function seedReference(
  client: pg.PoolClient,
): Promise<{ niches: SeedCount; regions: SeedCount }> {
  return { niches: await seedNiches(client), regions: await seedRegions(client) };
}

async function seedNiches(client: pg.PoolClient): Promise<SeedCount> {
  const rows = NICHES.map((niche, position) => ({
    code: niche.code,
    parent_code: niche.parent,
    name: niche.name,
    profit_rub_thousand: niche.profitRubThousand,
    profit_assumed: niche.profitAssumed,
    peak_months: niche.peakMonths,
    questions: niche.questions,
    position,
  }));
  const { rowCount } = await client.query(
    `INSERT INTO niche AS old
       (code, parent_code, name, profit_rub_thousand, profit_assumed, peak_months, questions, position)
     SELECT code, parent_code, name, profit_rub_thousand, profit_assumed, peak_months, questions, position
     FROM jsonb_to_recordset($1::jsonb) AS new
       (code text, parent_code text, name jsonb, profit_rub_thousand numeric, profit_assumed boolean,
        peak_months int[], questions jsonb, position int)
     ON CONFLICT (code) DO UPDATE SET
       parent_code = excluded.parent_code, name = excluded.name, profit_rub_thousand = excluded.profit_rub_thousand,
       profit_assumed = excluded.profit_assumed, peak_months = excluded.peak_months,
       questions = CASE WHEN old.edited_at IS NULL THEN excluded.questions ELSE old.questions END, position = excluded.position
     WHERE (old.parent_code, old.name, old.profit_rub_thousand, old.profit_assumed, old.peak_months,
            CASE WHEN old.edited_at IS NULL THEN old.questions ELSE excluded.questions END, old.position)
       IS DISTINCT FROM
           (excluded.parent_code, excluded.name, excluded.profit_rub_thousand, excluded.profit_assumed,
            excluded.peak_months, excluded.questions, excluded.position)`,
    [JSON.stringify(rows)],
  );
  return { total: rows.length, written: rowCount ?? 0 };
}

async function seedRegions(client: pg.PoolClient): Promise<SeedCount> {
  const regions = loadRegions();
  const localNames = loadLocalNames();
  const parents = new Map(regions.map(({ code, parent }) => [code, parent]));
  // Codes hold no character that an array literal would need to quote.
  const paths = regions.map(({ code }) => `{${pathOf(code, parents).join(',')}}`);
  const { rowCount } = await client.query(
    `INSERT INTO region AS old
       (code, kind, parent_code, country_code, name, population, market_population, search, path, names)
     SELECT code, kind, parent_code, country_code, name, population, market_population, search, path::text[], names::jsonb
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::text[])
       AS new (code, kind, parent_code, country_code, name, population, market_population, search, path, names)
     ON CONFLICT (code) DO UPDATE SET
       kind = excluded.kind, parent_code = excluded.parent_code, country_code = excluded.country_code,
       name = excluded.name, population = excluded.population, market_population = excluded.market_population,
       search = excluded.search, path = excluded.path, names = excluded.names
     WHERE (old.kind, old.parent_code, old.country_code, old.name, old.population, old.market_population, old.search, old.path, old.names)
       IS DISTINCT FROM
           (excluded.kind, excluded.parent_code, excluded.country_code, excluded.name, excluded.population,
            excluded.market_population, excluded.search, excluded.path, excluded.names)`,
    [
      regions.map(({ code }) => code),
      regions.map(({ kind }) => kind),
      regions.map(({ parent }) => parent),
      regions.map(({ country }) => country),
      regions.map(({ name }) => name),
      regions.map(({ population }) => population),
      regions.map(({ marketPopulation }) => marketPopulation),
      regions.map(({ search }) => search),
      paths,
      regions.map(({ code }) => JSON.stringify(localNames.get(code) ?? {})),
    ],
  );
  return { total: regions.length, written: rowCount ?? 0 };
}
