import type { Money } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Lead } from './lead.ts';
import { LISTING_ENDS } from './listing-ends.ts';
import { type LeadRow, toLead } from './read-leads.server.ts';
import { PLATFORM } from './suppression.ts';

/**
 * Leads that are for sale on the open market, newest first, at most `limit` from before the id `before`. One whose person
 * somebody brought anew since its claim ran out is not among them, nor is one whose seller is blocked or refused, nor one on
 * the suppression list of the platform or of its seller, nor one whose time is over, nor one of a country that who looks may not
 * trade with. The list of who looks hides nothing: what it hid would tell them who it is.
 * @param input.exceptOrganisationId who looks: their own leads are left out
 * @param input.niches codes any of which the lead's niche is; null for any
 * @param input.regionCode a region in which the lead lies
 * @param input.maxAsk what it may ask for at most, in that currency; null for any
 */
export async function readListedLeads(
  db: Queryable,
  input: {
    limit: number;
    before: string | null;
    niches: readonly string[] | null;
    regionCode: string | null;
    exceptOrganisationId: string | null;
    maxAsk: Money | null;
    now: Date;
  },
): Promise<Lead[]> {
  const { rows } = await db.query<LeadRow>(
    `SELECT l.* FROM lead l CROSS JOIN (SELECT coalesce(
       (SELECT countries_barred_to(v.country_code) FROM organisation v WHERE v.id = $4), '{}') AS countries) barred
     WHERE l.status IN ('available', 'sold') AND NOT l.test AND l.sales_count < l.max_sells
       AND (SELECT count(*) FROM contact_claim c WHERE c.lead_id = l.id) = l.claim_count
       AND (SELECT g.blocked_at IS NULL AND g.review_status <> 'refused' AND g.country_code <> ALL (barred.countries)
         FROM organisation g WHERE g.id = l.organisation_id)
       AND EXISTS (SELECT FROM lead_contact k WHERE k.lead_id = l.id) AND ${LISTING_ENDS} >= $8
       AND NOT EXISTS (SELECT FROM suppression s WHERE s.hash = ANY (l.suppression_hashes)
         AND s.owner_id IN ('${PLATFORM}', l.organisation_id))
       AND ($1::text IS NULL OR l.id < $1)
       AND ($2::text[] IS NULL OR l.niche_code = ANY ($2))
       AND ($3::text IS NULL OR EXISTS (SELECT FROM region r WHERE r.code = l.place_code AND $3 = ANY (r.path)))
       AND ($4::text IS NULL OR l.organisation_id <> $4)
       AND ($6::text IS NULL OR (l.currency = $6 AND l.ask_minor <= $7))
     ORDER BY l.id DESC LIMIT $5`,
    [
      input.before,
      input.niches,
      input.regionCode,
      input.exceptOrganisationId,
      input.limit,
      input.maxAsk?.currency ?? null,
      input.maxAsk?.amountMinor ?? null,
      input.now,
    ],
  );
  return rows.map(toLead);
}
