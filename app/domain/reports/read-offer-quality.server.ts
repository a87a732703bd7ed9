import { after } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { idFrom } from './id-from.ts';
import { type OfferCounts, QUALITY_WINDOW_MS } from './offer-quality.ts';

const NONE: OfferCounts = { posted: 0, accepted: 0, leadsSold: 0, sales: 0, returned: 0 };

/**
 * What became of the leads of each offer that came, and of the sales that were made, within the last ninety days. A return
 * counts for its sale, whenever it was ruled.
 */
export async function readOfferQuality(
  db: Queryable,
  input: { offerIds: readonly string[]; now: Date },
): Promise<Map<string, OfferCounts>> {
  const since = after(input.now, -QUALITY_WINDOW_MS);
  const { rows } = await db.query<OfferCounts & { offerId: string }>(
    `SELECT o.id AS "offerId", l.posted, l.accepted, l.sold AS "leadsSold", s.sales, s.returned
     FROM unnest($1::text[]) AS o (id)
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS posted,
         count(*) FILTER (WHERE status NOT IN ('rejected', 'duplicate'))::int AS accepted,
         count(*) FILTER (WHERE sales_count > 0)::int AS sold
       FROM lead WHERE offer_id = o.id AND id >= $2 AND settled_at IS NOT NULL AND NOT test) l
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS sales, count(*) FILTER (WHERE d.outcome = 'upheld')::int AS returned
       FROM lead b JOIN sale x ON x.lead_id = b.id LEFT JOIN dispute d ON d.sale_id = x.id
       WHERE b.offer_id = o.id AND x.sold_at >= $3) s`,
    [[...input.offerIds], idFrom('lead', since), since],
  );
  const counts = new Map(rows.map(({ offerId, ...one }) => [offerId, one]));
  return new Map(input.offerIds.map((id) => [id, counts.get(id) ?? NONE]));
}
