import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { tradeOf } from '#app/domain/catalog/reference.ts';
import { isBarredFromSelling } from '#app/domain/identity/is-barred-from-selling.server.ts';
import { isOffered } from '#app/domain/leads/is-offered.server.ts';
import { isSuppressed } from '#app/domain/leads/is-suppressed.server.ts';
import { isForSale } from '#app/domain/leads/lock-listed-lead.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { isTradeBarred } from './is-trade-barred.server.ts';
import { type Listing, leadIdOfListing, toListing } from './read-listings.server.ts';

/** A listing and whether a copy of it can be bought now, as far as can be told without a lock. */
export type OneListing = {
  readonly listing: Listing;
  readonly isForSale: boolean;
  /** It is the organisation's own, which it cannot buy. */
  readonly isOwn: boolean;
  /** By which sale the organisation has it already. */
  readonly saleId: string | null;
};

/** A lead that is or was on the open market, or null; a test lead and one that was never let in are none. */
export async function readListing(
  db: Db,
  input: { listingId: string; organisationId: string; now: Date },
): Promise<OneListing | null> {
  const leadId = leadIdOfListing(input.listingId);
  if (!input.listingId.startsWith('lst_') || !isId('lead', leadId)) return null;
  const [[lead], sale] = await Promise.all([
    readLeadsById(db.pool, [leadId]),
    db.prisma.sale.findUnique({
      where: { leadId_buyerOrganisationId: { leadId, buyerOrganisationId: input.organisationId } },
      select: { id: true },
    }),
  ]);
  if (!lead || lead.test || ['validating', 'rejected', 'duplicate'].includes(lead.status)) return null;
  return {
    listing: toListing(lead),
    isForSale:
      isForSale(lead) &&
      tradeOf(await readReference(db.pool), lead.niche) !== 'forbidden' &&
      (await isOffered(db.pool, { leadId: lead.id, now: input.now })) &&
      !(await isTradeBarred(db.pool, lead.organisationId, input.organisationId)) &&
      !(await isBarredFromSelling(db.pool, lead.organisationId)) &&
      !(await isSuppressed(db.pool, { leadId: lead.id, buyerId: null })),
    isOwn: lead.organisationId === input.organisationId,
    saleId: sale?.id ?? null,
  };
}
