import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { TargetAction } from './offer.ts';

/** What a seller asks today for a lead of a niche in one of the offer's regions. */
export type Ask = {
  readonly niche: string;
  readonly region: string;
  readonly askMinor: bigint;
  readonly currency: Currency;
  readonly maxSells: number;
  readonly targetAction: TargetAction;
};

/** An offer for half the world says little of each place. */
const REGIONS_OF_AN_OFFER = 3;

/** Asks of active offers, the newest first, at most `limit`; of several alike of one seller the newest alone. */
export async function readAsks(db: Queryable, { limit }: { limit: number }): Promise<Ask[]> {
  const { rows } = await db.query<{
    niche_code: string;
    region: string;
    ask_minor: string;
    currency: Currency;
    max_sells: number;
    target_action: TargetAction;
  }>(
    `SELECT niche_code, region, ask_minor::text, currency, max_sells, target_action
     FROM (
       SELECT DISTINCT ON (o.organisation_id, o.niche_code, region, o.max_sells, o.target_action) o.*, region
       FROM (
         SELECT * FROM offer
         WHERE status = 'active' AND organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL)
         ORDER BY id DESC LIMIT $1
       ) o, unnest(o.regions) AS region
       WHERE cardinality(o.regions) <= $2
       ORDER BY o.organisation_id, o.niche_code, region, o.max_sells, o.target_action, o.id DESC
     ) ask ORDER BY id DESC LIMIT $1`,
    [limit, REGIONS_OF_AN_OFFER],
  );
  return rows.map((row) => ({
    niche: row.niche_code,
    region: row.region,
    askMinor: BigInt(row.ask_minor),
    currency: row.currency,
    maxSells: row.max_sells,
    targetAction: row.target_action,
  }));
}
