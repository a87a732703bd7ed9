import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { ObservedPrice } from '#app/domain/pricing/refit-prices.server.ts';
import { leastId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** What is offered tells less of a price than what is paid. */
const BID_WEIGHT = 0.2;
const MOST_BIDS = 20_000;

type PriceRow = {
  niche: string;
  place: string;
  temperature: Temperature | null;
  price: string;
  currency: Currency;
  at: Date;
  copies: number | null;
  buyers: number | null;
  score: number | null;
  answers: Readonly<Record<string, unknown>>;
};

/**
 * What was paid for leads since a day, the newest first, at most `limit`. Sales that were taken back do not count: their
 * leads were not worth it.
 */
export async function readSoldPrices(
  db: Queryable,
  { since, limit }: { since: Date; limit: number },
): Promise<ObservedPrice[]> {
  const { rows } = await db.query<PriceRow>(
    `SELECT l.niche_code AS niche, l.place_code AS place, l.temperature, s.price_minor::text AS price, s.currency,
       s.sold_at AS at, l.max_sells AS copies,
       CASE WHEN s.auction->>'kind' = 'second_price' THEN coalesce((s.auction->>'bidders')::int, jsonb_array_length(s.auction->'bids')) END AS buyers,
       l.score, l.attributes AS answers
     FROM sale s JOIN lead l ON l.id = s.lead_id
     WHERE s.id >= $3 AND s.sold_at >= $1 AND s.status <> 'refunded' ORDER BY s.id DESC LIMIT $2`,
    [since, limit, leastId('sale', after(since, -DAY_MS).getTime())],
  );
  return rows.map((row) => toObserved(row, 1));
}

/**
 * The most that buyers with the money would pay today for a lead of one niche in one region: of several orders of a buyer the
 * highest, so that nobody moves a price by placing the same order again.
 */
export async function readBids(db: Queryable, { now }: { now: Date }): Promise<ObservedPrice[]> {
  const { rows } = await db.query<PriceRow>(
    `SELECT niches[1] AS niche, regions[1] AS place, temperatures[1] AS temperature, max_price_minor::text AS price,
       currency, $1::timestamptz AS at, NULL AS copies, NULL AS buyers, NULL AS score, '{}'::jsonb AS answers
     FROM (
       SELECT DISTINCT ON (o.organisation_id, o.niches[1], o.regions[1]) o.*
       FROM standing_order o JOIN account_balance b ON b.account_id = o.organisation_id || ':spendable:' || o.currency
       WHERE o.status = 'active' AND cardinality(o.niches) = 1 AND cardinality(o.regions) = 1
         AND b.balance_minor >= o.max_price_minor
         AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL OR money_frozen_at IS NOT NULL)
       ORDER BY o.organisation_id, o.niches[1], o.regions[1], o.max_price_minor DESC, o.id
     ) bid ORDER BY id DESC LIMIT $2`,
    [now, MOST_BIDS],
  );
  return rows.map((row) => ({ ...toObserved(row, BID_WEIGHT), kind: 'bid' }));
}

function toObserved({ price, temperature, ...row }: PriceRow, weight: number): ObservedPrice {
  return { ...row, temperature: temperature ?? 'warm', priceMinor: BigInt(price), weight };
}
