import { leastId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Competitors } from './measure-competition.ts';

const LATELY_MS = 30 * DAY_MS;
/** Of a market with more, the newest are measured. */
const ORDERS_LIMIT = 50_000;
const OFFERS_LIMIT = 50_000;

/** Who buys and sells now, and what became of the last 30 days' leads by niche and place. */
export async function readCompetitors(db: Queryable, { now }: { now: Date }): Promise<Competitors> {
  const since = after(now, -LATELY_MS).getTime();
  const orders = await db.query<{
    organisation_id: string;
    niches: string[];
    regions: string[];
    currency: Currency;
    max_price_minor: bigint;
  }>(
    `SELECT o.organisation_id, o.niches, o.regions, o.currency, o.max_price_minor
     FROM standing_order o JOIN account_balance b ON b.account_id = o.organisation_id || ':spendable:' || o.currency
     WHERE o.status = 'active' AND b.balance_minor >= o.max_price_minor
       AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL OR money_frozen_at IS NOT NULL)
     ORDER BY o.id DESC LIMIT $1`,
    [ORDERS_LIMIT],
  );
  const offers = await db.query<{ organisation_id: string; niche_code: string; regions: string[] }>(
    `SELECT organisation_id, niche_code, regions FROM offer
     WHERE status = 'active' AND organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL)
     ORDER BY id DESC LIMIT $1`,
    [OFFERS_LIMIT],
  );
  const leads = await db.query<Competitors['leads'][number]>(
    `WITH bids AS (
       SELECT lead_id, max(coalesce((auction ->> 'bidders')::int, jsonb_array_length(auction -> 'bids'))) AS bidders
       FROM sale WHERE id >= $2 AND auction ->> 'kind' = 'second_price' GROUP BY lead_id
     )
     SELECT l.niche_code AS niche, l.place_code AS place, count(*)::int AS leads,
       (count(*) FILTER (WHERE l.sales_count > 0))::int AS sold, sum(l.sales_count)::int AS copies,
       coalesce(sum(b.bidders), 0)::int AS bidders
     FROM lead l LEFT JOIN bids b ON b.lead_id = l.id
     WHERE l.id >= $1 AND NOT l.test AND l.status NOT IN ('validating', 'rejected', 'duplicate')
     GROUP BY 1, 2`,
    [leastId('lead', since), leastId('sale', since)],
  );
  return {
    orders: orders.rows.map((row) => ({
      organisationId: row.organisation_id,
      niches: row.niches,
      regions: row.regions,
      currency: row.currency,
      topMinor: row.max_price_minor,
    })),
    offers: offers.rows.map((row) => ({
      organisationId: row.organisation_id,
      niche: row.niche_code,
      regions: row.regions,
    })),
    leads: leads.rows,
  };
}
