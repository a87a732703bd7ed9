import { present } from '#app/kernel/assert.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** How much an organisation has traded here since it came. */
export type OrganisationCounts = {
  readonly offers: number;
  readonly activeOffers: number;
  readonly orders: number;
  readonly activeOrders: number;
  readonly sold: number;
  readonly bought: number;
  /** Disputes about leads it sold and leads it bought. */
  readonly disputesAgainst: number;
  readonly disputesAgainstUpheld: number;
  readonly disputesRaised: number;
  readonly disputesRaisedUpheld: number;
  readonly disputesOpen: number;
  readonly keys: number;
};

/** What an organisation has and did, in numbers. */
export async function countOrganisation(
  db: Queryable,
  input: { organisationId: string },
): Promise<OrganisationCounts> {
  const { rows } = await db.query<OrganisationCounts>(
    `SELECT o.*, p.*, s.*, d.*,
       (SELECT count(*) FROM api_key WHERE organisation_id = $1 AND revoked_at IS NULL)::int AS keys
     FROM (SELECT count(*)::int AS offers, count(*) FILTER (WHERE status = 'active')::int AS "activeOffers"
           FROM offer WHERE organisation_id = $1) o,
          (SELECT count(*)::int AS orders, count(*) FILTER (WHERE status = 'active')::int AS "activeOrders"
           FROM standing_order WHERE organisation_id = $1) p,
          (SELECT (SELECT count(*) FROM sale WHERE seller_organisation_id = $1)::int AS sold,
                  (SELECT count(*) FROM sale WHERE buyer_organisation_id = $1)::int AS bought) s,
          (SELECT count(*) FILTER (WHERE seller_organisation_id = $1)::int AS "disputesAgainst",
                  count(*) FILTER (WHERE seller_organisation_id = $1 AND outcome = 'upheld')::int AS "disputesAgainstUpheld",
                  count(*) FILTER (WHERE buyer_organisation_id = $1)::int AS "disputesRaised",
                  count(*) FILTER (WHERE buyer_organisation_id = $1 AND outcome = 'upheld')::int AS "disputesRaisedUpheld",
                  count(*) FILTER (WHERE status <> 'decided')::int AS "disputesOpen"
           FROM dispute WHERE seller_organisation_id = $1 OR buyer_organisation_id = $1) d`,
    [input.organisationId],
  );
  return present(rows[0], 'a query of counts has a row');
}
