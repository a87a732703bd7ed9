import type { Month } from '#app/kernel/month.ts';
import type { Queryable } from '#app/platform/db.server.ts';

export type ForecastMonth = {
  readonly month: Month;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
};

export type ReadForecast = {
  /** What it is of, the closest that there is to what was asked for. */
  readonly niche: string;
  readonly region: string;
  readonly months: readonly ForecastMonth[];
  /** Leads that it rests on, and over how many months they came. */
  readonly leads: number;
  readonly history: number;
  readonly madeAt: Date;
};

const MONTHS_LIMIT = 13;

type Row = ForecastMonth & { niche: string; region: string; leads: number; history: number; madeAt: Date };

/**
 * The leads to be expected of a niche at a place, from this month on: of the niche in the place's region, else of the
 * niche in its country, else of its sector there. Null where none of these has been forecast.
 * @param nichePath the niche, then what it lies in
 * @param placePath the place, then what it lies in, up to the country
 * @param from the first month asked for
 */
export async function readForecast(
  db: Queryable,
  { nichePath, placePath, from }: { nichePath: readonly string[]; placePath: readonly string[]; from: Month },
): Promise<ReadForecast | null> {
  const { rows } = await db.query<Row>(
    `WITH closest AS (
       SELECT niche_code, region_code FROM demand_forecast
       WHERE niche_code = ANY($1) AND region_code = ANY($2) AND month >= $3
       ORDER BY array_position($1, niche_code), array_position($2, region_code) LIMIT 1
     )
     SELECT niche_code AS niche, region_code AS region, month, p10, p50, p90, leads, months AS history, made_at AS "madeAt"
     FROM demand_forecast JOIN closest USING (niche_code, region_code)
     WHERE month >= $3 ORDER BY month LIMIT $4`,
    [nichePath, placePath, from, MONTHS_LIMIT],
  );
  const [first] = rows;
  if (!first) return null;
  const { niche, region, leads, history, madeAt } = first;
  return {
    niche,
    region,
    leads,
    history,
    madeAt,
    months: rows.map(({ month, p10, p50, p90 }) => ({ month, p10, p50, p90 })),
  };
}
