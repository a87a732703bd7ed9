import { present } from '#app/kernel/assert.ts';
import { addMonths, type Month, monthOf } from '#app/kernel/month.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { DemandRow } from './demand/gather-series.ts';
import { readMonth, writeMonth } from './demand/month-number.ts';
import { forecastDemand } from './forecast-demand.ts';

/** Leads of a month, with where they stand among niches and regions. */
export type CountedLeads = {
  readonly sector: string;
  readonly niche: string;
  readonly country: string;
  /** Null where the leads named no more than the country. */
  readonly region: string | null;
  readonly month: Month;
  readonly count: number;
};

/** Months forecast: the one that is under way and the year after it. */
const HORIZON = 13;
const ROWS_A_STATEMENT = 5_000;

type Stored = {
  niche: string;
  region: string;
  month: string;
  p10: number;
  p50: number;
  p90: number;
  leads: number;
  months: number;
};

/**
 * Forecasts leads a month anew from all months that are over, and puts the forecasts into the place of the last ones:
 * for each niche in each region, each niche in each country, and each sector in each country. Safe to repeat.
 * @param leads of months before the one of `now`; a month without leads is one in which none came
 * @returns forecasts stored
 */
export async function renewForecasts(
  db: Db,
  { leads, now }: { leads: readonly CountedLeads[]; now: Date },
): Promise<number> {
  const current = monthOf(now);
  const past = leads.filter(({ month }) => month < current);
  const stored = LEVELS.flatMap((level) => forecastLevel(past, level, addMonths(current, -1)));
  await transact(db.pool, async (tx) => {
    // Two that renew at once would each miss the other's rows.
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('demand_forecast'))");
    await tx.query('DELETE FROM demand_forecast');
    for (let at = 0; at < stored.length; at += ROWS_A_STATEMENT)
      await tx.query(
        `INSERT INTO demand_forecast (niche_code, region_code, month, p10, p50, p90, leads, months, made_at)
         SELECT niche, region, month, p10, p50, p90, leads, months, $2
         FROM jsonb_to_recordset($1::jsonb) AS t (niche text, region text, month text, p10 float8, p50 float8,
           p90 float8, leads int, months int)`,
        [JSON.stringify(stored.slice(at, at + ROWS_A_STATEMENT)), now],
      );
  });
  return stored.length;
}

/** Keys of a level from the whole to its parts, and which two of them name what is forecast. */
type Level = (one: CountedLeads) => { keys: string[]; niche: string; region: string } | null;

const LEVELS: readonly Level[] = [
  ({ sector, niche, country, region }) =>
    region === null ? null : { keys: [sector, niche, country, region], niche, region },
  ({ sector, niche, country }) => ({ keys: [sector, niche, country], niche, region: country }),
  ({ sector, country }) => ({ keys: [sector, country], niche: sector, region: country }),
];

type Basis = { niche: string; region: string; leads: number; months: Set<Month> };

function forecastLevel(past: readonly CountedLeads[], level: Level, last: Month): Stored[] {
  const rows: DemandRow[] = [];
  const basisOf = new Map<string, Basis>();
  for (const one of past) {
    const place = level(one);
    if (!place) continue;
    const name = JSON.stringify(place.keys);
    const basis = basisOf.get(name) ?? { ...place, leads: 0, months: new Set() };
    basisOf.set(name, { ...basis, leads: basis.leads + one.count });
    basis.months.add(one.month);
    rows.push({ keys: place.keys, month: numberOf(one.month), count: one.count });
  }
  if (rows.length === 0) return [];
  return forecastDemand({ rows: [...rows, ...emptyMonths(rows, numberOf(last))], horizon: HORIZON }).map(
    ({ keys, month, p10, p50, p90 }) => {
      const basis = present(basisOf.get(JSON.stringify(keys)), 'what is forecast was counted');
      const { niche, region, leads } = basis;
      const first = [...basis.months].sort()[0] ?? last;
      const months = numberOf(last) - numberOf(first) + 1;
      return { niche, region, month: writeMonth(month), p10, p50, p90, leads, months };
    },
  );
}

/** The months from a series' first row to the last month in which nothing came: here, unlike in a file, that is known. */
function emptyMonths(rows: readonly DemandRow[], last: number): DemandRow[] {
  const byKeys = new Map<string, { keys: readonly string[]; months: Set<number> }>();
  for (const { keys, month } of rows) {
    const name = JSON.stringify(keys);
    const one = byKeys.get(name) ?? { keys, months: new Set() };
    byKeys.set(name, one);
    one.months.add(month);
  }
  return [...byKeys.values()].flatMap(({ keys, months }) => {
    const first = Math.min(...months);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
      .filter((month) => !months.has(month))
      .map((month) => ({ keys, month, count: 0 }));
  });
}

function numberOf(month: Month): number {
  return present(readMonth(month), 'a month of the calendar');
}
