import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** What a seller asks today for a lead of a niche in one of the offer's regions. */
export type Ask = {
  readonly niche: string;
  readonly region: string;
  readonly askMinor: bigint;
  readonly currency: Currency;
  readonly maxSells: number;
};

/** An offer for half the world says little of each place. */
const REGIONS_OF_AN_OFFER = 3;

/** Asks of active offers, the newest first, at most `limit`. */
export async function readAsks(db: Queryable, { limit }: { limit: number }): Promise<Ask[]> {
  const { rows } = await db.query<{
    niche_code: string;
    region: string;
    ask_minor: string;
    currency: Currency;
    max_sells: number;
  }>(
    `SELECT niche_code, region, ask_minor::text, currency, max_sells
     FROM (SELECT * FROM offer WHERE status = 'active' ORDER BY id DESC LIMIT $1) o, unnest(o.regions) AS region
     WHERE cardinality(o.regions) <= $2 LIMIT $1`,
    [limit, REGIONS_OF_AN_OFFER],
  );
  return rows.map((row) => ({
    niche: row.niche_code,
    region: row.region,
    askMinor: BigInt(row.ask_minor),
    currency: row.currency,
    maxSells: row.max_sells,
  }));
}
