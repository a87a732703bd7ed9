import type { CheckResult } from '#app/domain/leads/check-result.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { type LeadRow, toLead } from '#app/domain/leads/read-leads.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** A validated lead on the open market: what is needed, never who needs it. */
export type Listing = {
  readonly id: string;
  readonly lead: Lead;
  readonly niche: string;
  readonly regionCode: string;
  readonly city: string | null;
  readonly temperature: Lead['temperature'];
  readonly score: number | null;
  readonly askMinor: bigint;
  readonly currency: Currency;
  readonly exclusivity: 'exclusive' | 'shared';
  readonly copiesLeft: number;
  readonly createdAt: Date;
  readonly checks: readonly CheckResult[];
};

/** A listing is its lead on the market, so its id is the lead's under another name. */
export function listingIdOf(leadId: string): string {
  return leadId.replace(/^lead_/, 'lst_');
}

export function leadIdOfListing(listingId: string): string {
  return listingId.replace(/^lst_/, 'lead_');
}

/**
 * Listings newest first, at most `limit` from before the listing `before`.
 * @param input.exceptOrganisationId whose own leads are left out, and leads it bought already
 */
export async function readListings(
  db: Queryable,
  input: {
    limit: number;
    before: string | null;
    nicheCode?: string | undefined;
    regionCode?: string | undefined;
    exceptOrganisationId?: string | undefined;
  },
): Promise<Listing[]> {
  const { rows } = await db.query<LeadRow>(
    `SELECT l.* FROM lead l JOIN region r ON r.code = l.place_code
     WHERE l.status IN ('available', 'sold') AND NOT l.test AND l.sales_count < l.max_sells
       AND ($1::text IS NULL OR l.id < $1)
       AND ($2::text IS NULL OR l.niche_code = $2 OR l.niche_code LIKE $2 || '.%')
       AND ($3::text IS NULL OR $3 = ANY (r.path))
       AND ($4::text IS NULL OR (l.organisation_id <> $4
         AND NOT EXISTS (SELECT FROM sale s WHERE s.lead_id = l.id AND s.buyer_organisation_id = $4)))
     ORDER BY l.id DESC LIMIT $5`,
    [
      input.before && leadIdOfListing(input.before),
      input.nicheCode ?? null,
      input.regionCode ?? null,
      input.exceptOrganisationId ?? null,
      input.limit,
    ],
  );
  return rows.map((row) => toListing(toLead(row)));
}

function toListing(lead: Lead): Listing {
  return {
    id: listingIdOf(lead.id),
    lead,
    niche: lead.niche,
    regionCode: lead.regionCode,
    city: lead.city,
    temperature: lead.temperature,
    score: lead.score,
    askMinor: lead.askMinor,
    currency: lead.currency,
    exclusivity: lead.maxSells === 1 ? 'exclusive' : 'shared',
    copiesLeft: lead.maxSells - lead.salesCount,
    createdAt: lead.createdAt,
    checks: lead.checks,
  };
}
