import { assert } from '#app/kernel/assert.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Competition } from './competition.ts';

/** Figures of a day without any are those of the last one before it, no older than this. */
const STALE_DAYS = 7;
const MOST_ASKED = 20_000;
const DATE_LENGTH = 10;

type Row = {
  number: number;
  niche_code: string;
  region_code: string;
  measured_at: Date;
  buyers: number;
  orders: number;
  sellers: number;
  offers: number;
  leads: number;
  sold: number;
  copies: number;
  bidders: number;
  top_q25_minor: bigint | null;
  top_q50_minor: bigint | null;
  top_q75_minor: bigint | null;
};

/**
 * The competition for leads of a niche at a place on a day: of the place's region, else of its country; null where it was not measured
 * within the week before. For a price that was paid, ask for the day of the sale: `buyersPerLead` and `copiesPerLead` are the measures
 * `buyers` and `copies` of the price model.
 * @param asked at most 20,000 a call; `placePath` runs from the place up to its country
 * @returns in the order of what was asked
 */
export async function readCompetition(
  db: Queryable,
  asked: readonly { nicheCode: string; placePath: readonly string[]; at: Date }[],
): Promise<(Competition | null)[]> {
  assert(asked.length <= MOST_ASKED, 'a question after competition has a bound');
  const questions = asked.map(({ nicheCode, placePath, at }, number) => ({
    number,
    niche: nicheCode,
    regions: placePath,
    day: dayOf(at),
    since: dayOf(after(at, -STALE_DAYS * DAY_MS)),
  }));
  const { rows } = await db.query<Row>(
    `SELECT q.number, c.* FROM jsonb_to_recordset($1::jsonb) AS q (number int, niche text, regions text[], day text, since text)
     CROSS JOIN LATERAL (
       SELECT * FROM competition c
       WHERE c.niche_code = q.niche AND c.region_code = ANY (q.regions) AND c.day <= q.day AND c.day >= q.since
       ORDER BY array_position(q.regions, c.region_code), c.day DESC LIMIT 1
     ) c`,
    [JSON.stringify(questions)],
  );
  const found = new Map(rows.map((row) => [row.number, toCompetition(row)]));
  return asked.map((_, number) => found.get(number) ?? null);
}

function toCompetition(row: Row): Competition {
  const { top_q25_minor: q25, top_q50_minor: q50, top_q75_minor: q75 } = row;
  const { buyers, orders, sellers, offers, leads, sold, copies, bidders } = row;
  return {
    niche: row.niche_code,
    region: row.region_code,
    measuredAt: row.measured_at,
    ...{ buyers, orders, sellers, offers, leads, sold, copies, bidders },
    topRubMinor: q25 !== null && q50 !== null && q75 !== null ? { q25, q50, q75 } : null,
    buyersPerLead: leads > 0 ? bidders / leads : null,
    copiesPerLead: sold > 0 ? copies / sold : null,
  };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, DATE_LENGTH);
}
