import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { type Reference, tradeOf } from '#app/domain/catalog/reference.ts';
import type { CheckResult } from '#app/domain/leads/check-result.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { readListedLeads } from '#app/domain/leads/read-listed-leads.server.ts';
import type { Currency, Money } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';

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

/** The lead that is listed under this id. */
export function leadIdOfListing(listingId: string): string {
  return listingId.replace(/^lst_/, 'lead_');
}

/**
 * Listings newest first, at most `limit` from before the listing `before`.
 * @param input.nicheCode a niche with all below it
 * @param input.regionCode a region with all that lies in it
 * @param input.exceptOrganisationId whose own leads are left out
 * @param input.maxAsk leads that ask for more, or in another currency, are left out
 */
export async function readListings(
  db: Db,
  input: {
    limit: number;
    before: string | null;
    nicheCode?: string | undefined;
    regionCode?: string | undefined;
    exceptOrganisationId?: string | undefined;
    maxAsk?: Money | undefined;
    now: Date;
  },
): Promise<Listing[]> {
  const leads = await readListedLeads(db.pool, {
    limit: input.limit,
    before: input.before && leadIdOfListing(input.before),
    niches: tradedNiches(await readReference(db.pool), input.nicheCode),
    regionCode: input.regionCode ?? null,
    exceptOrganisationId: input.exceptOrganisationId ?? null,
    maxAsk: input.maxAsk ?? null,
    now: input.now,
  });
  return leads.map(toListing);
}

/** The niche and those below it that are traded; null where that is all there are. */
function tradedNiches(reference: Reference, within: string | undefined): string[] | null {
  const codes = [...reference.niches.values()].flatMap(({ code, path }) =>
    (within === undefined || path.includes(within)) && tradeOf(reference, code) !== 'forbidden' ? [code] : [],
  );
  return codes.length === reference.niches.size ? null : codes;
}

/** A lead as the market shows it. */
export function toListing(lead: Lead): Listing {
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
