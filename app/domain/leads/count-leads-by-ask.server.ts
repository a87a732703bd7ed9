import { leastId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** Leads of one place at one ask, for sale to as many buyers. */
export type AskedLeads = {
  readonly placeCode: string;
  readonly currency: Currency;
  readonly askMinor: bigint;
  /** To how many buyers each was for sale. */
  readonly copies: number;
  readonly leads: number;
  /** Sold at least once. */
  readonly sold: number;
};

/** Of a niche with more, the newest tell. */
const LEADS_LIMIT = 20_000;

/**
 * How many leads of a niche were for sale at which ask, and how many of them sold. Those that failed their checks were never for sale;
 * one that its person withdrew unsold might have sold; test leads do not count.
 * @param input.since the first moment, itself among them
 * @param input.until the first moment that is too late: what came just now may still sell
 */
export async function countLeadsByAsk(
  db: Queryable,
  input: { nicheCode: string; since: Date; until: Date },
): Promise<AskedLeads[]> {
  const { rows } = await db.query<AskedLeads>(
    `SELECT place_code AS "placeCode", currency, ask_minor AS "askMinor", max_sells AS copies, count(*)::int AS leads,
       (count(*) FILTER (WHERE sales_count > 0))::int AS sold
     FROM (
       SELECT place_code, currency, ask_minor, max_sells, sales_count, status, test FROM lead
       WHERE niche_code = $1 AND id >= $2 AND id < $3 ORDER BY id DESC LIMIT $4
     ) l
     WHERE NOT test AND status NOT IN ('validating', 'rejected', 'duplicate')
       AND (sales_count > 0 OR status <> 'withdrawn')
     GROUP BY 1, 2, 3, 4`,
    [
      input.nicheCode,
      leastId('lead', input.since.getTime()),
      leastId('lead', input.until.getTime()),
      LEADS_LIMIT,
    ],
  );
  return rows;
}
