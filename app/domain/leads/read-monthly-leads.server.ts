import { leastId } from '#app/kernel/ids.ts';
import { addMonths, type Month, startOfMonth } from '#app/kernel/month.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** Leads of one niche that named one region, in one month of UTC. */
export type MonthlyLeads = {
  readonly niche: string;
  /** As the lead names it: a country, or a region of one. */
  readonly region: string;
  readonly month: Month;
  readonly count: number;
};

/**
 * Leads that passed their checks, by niche, region and month; test leads are not among them. Months without a lead are
 * absent.
 * @param from first month
 * @param to last month, itself among them
 */
export async function readMonthlyLeads(
  db: Queryable,
  { from, to }: { from: Month; to: Month },
): Promise<MonthlyLeads[]> {
  const { rows } = await db.query<MonthlyLeads>(
    `SELECT niche_code AS niche, region_code AS region, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
       count(*)::int AS count
     FROM lead
     WHERE id >= $1 AND id < $2 AND NOT test AND status NOT IN ('validating', 'rejected', 'duplicate')
     GROUP BY 1, 2, 3`,
    [
      leastId('lead', startOfMonth(from).getTime()),
      leastId('lead', startOfMonth(addMonths(to, 1)).getTime()),
    ],
  );
  return rows;
}
