import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { accountOf } from '#app/domain/billing/accounts.ts';
import { lockWallets } from '#app/domain/billing/lock-wallets.server.ts';
import { openAccounts } from '#app/domain/billing/open-accounts.server.ts';
import { feeOf, tradeOf } from '#app/domain/catalog/reference.ts';
import { isBarredFromSelling } from '#app/domain/identity/is-barred-from-selling.server.ts';
import { isRunBySame } from '#app/domain/identity/is-run-by-same.server.ts';
import { readBlocked } from '#app/domain/identity/read-blocked.server.ts';
import { countSale } from '#app/domain/leads/count-sale.server.ts';
import { holdLists } from '#app/domain/leads/hold-lists.server.ts';
import { isOffered } from '#app/domain/leads/is-offered.server.ts';
import { isSuppressed } from '#app/domain/leads/is-suppressed.server.ts';
import { isForSale, lockListedLead } from '#app/domain/leads/lock-listed-lead.server.ts';
import { renewClaims } from '#app/domain/leads/renew-claims.server.ts';
import { monthOf, quotePlace } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { present } from '#app/kernel/assert.ts';
import { newId } from '#app/kernel/ids.ts';
import { type Money, shareRoundedHalfUp } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { isTradeBarred } from './is-trade-barred.server.ts';
import { leadIdOfListing } from './read-listings.server.ts';
import { recordSales } from './record-sales.server.ts';

/**
 * Buys one copy of a listed lead at its ask. An organisation buys a lead once: asked again, the sale that stands is
 * answered and nothing is charged.
 * @param input.maxPrice what the buyer saw; a listing that costs more is refused
 * @returns the id of the sale
 * @throws Refusal `listing_unknown`, `listing_is_yours`, `listing_gone`, `price_above_limit`, `insufficient_funds`,
 * `organisation_blocked`, `money_frozen`, `listing_of_colleagues` where a person belongs to both sides, `countries_barred` where
 * their countries may not trade with one another
 */
export async function buyListing(
  db: Db,
  input: Actor & { organisationId: string; listingId: string; maxPrice: Money | null; now: Date },
): Promise<{ saleId: string; repeated: boolean }> {
  const reference = await readPricedReference(db.pool);
  return transact(db.pool, async (tx) => {
    const lead = await lockListedLead(tx, leadIdOfListing(input.listingId));
    if (!lead) throw new Refusal('listing_unknown');
    if (lead.organisationId === input.organisationId) throw new Refusal('listing_is_yours');
    const earlier = await saleTo(tx, lead.id, input.organisationId);
    if (earlier) return { saleId: earlier, repeated: true };
    if (!isForSale(lead)) throw new Refusal('listing_gone');
    const blocked = await readBlocked(tx);
    if (blocked.includes(input.organisationId)) throw new Refusal('organisation_blocked');
    if (await isBarredFromSelling(tx, lead.organisationId)) throw new Refusal('listing_gone');
    if (await isRunBySame(tx, lead.organisationId, input.organisationId))
      throw new Refusal('listing_of_colleagues');
    if (!(await isOffered(tx, { leadId: lead.id, now: input.now }))) throw new Refusal('listing_gone');
    if (await isTradeBarred(tx, lead.organisationId, input.organisationId))
      throw new Refusal('countries_barred');
    if (await isSuppressed(tx, { leadId: lead.id, buyerId: null })) throw new Refusal('listing_gone');
    if (tradeOf(reference, lead.niche) === 'forbidden') throw new Refusal('listing_gone');
    const { maxPrice } = input;
    if (maxPrice && (maxPrice.currency !== lead.currency || maxPrice.amountMinor < lead.askMinor)) {
      throw new Refusal('price_above_limit', { price: `${lead.askMinor} ${lead.currency}` });
    }
    const isItsOwn = await renewClaims(tx, { leadId: lead.id, claimCount: lead.claimCount, now: input.now });
    if (!isItsOwn) throw new Refusal('listing_gone');
    await openAccounts(tx, { organisationId: input.organisationId, currency: lead.currency, now: input.now });
    const wallet = accountOf(input.organisationId, 'spendable', lead.currency);
    const locked = (await lockWallets(tx, [wallet])).get(wallet);
    if (locked?.frozen) throw new Refusal('money_frozen');
    if ((locked?.heldMinor ?? 0n) < lead.askMinor) throw new Refusal('insufficient_funds');
    await holdLists(tx);
    // Last of all: who may be refused for their own list must be one who would have paid, or a list would be a way to ask who it is.
    if (await isSuppressed(tx, { leadId: lead.id, buyerId: input.organisationId }))
      throw new Refusal('listing_gone');

    const niche = present(reference.niches.get(lead.niche), 'a lead is in a known niche');
    const place = present(reference.regions.get(lead.placeCode), 'a lead lies in a known region');
    const temperature = present(lead.temperature, 'a listed lead was checked');
    const month = monthOf(input.now);
    const saleId = newId('sale', input.now.getTime());
    await recordSales(tx, db.queue, {
      actor: input.actor,
      origin: input.origin,
      now: input.now,
      sales: [
        {
          id: saleId,
          leadId: lead.id,
          offerId: lead.offerId,
          orderId: null,
          sellerOrganisationId: lead.organisationId,
          buyerOrganisationId: input.organisationId,
          currency: lead.currency,
          askMinor: lead.askMinor,
          topPriceMinor: lead.askMinor,
          priceMinor: lead.askMinor,
          feeMinor: shareRoundedHalfUp(lead.askMinor, feeOf(reference, niche, lead.organisationId)),
          quote: quotePlace(reference, {
            ...{ niche, place, month, temperature },
            currency: lead.currency,
            at: input.now,
            copies: lead.maxSells,
            score: lead.score ?? undefined,
            answers: lead.attributes,
          }),
          auction: { kind: 'open_market', ask: lead.askMinor.toString() },
          disputeWindowHours: lead.disputeWindowHours,
          temperature,
        },
      ],
    });
    await countSale(tx, lead.id);
    return { saleId, repeated: false };
  });
}

async function saleTo(tx: Tx, leadId: string, organisationId: string): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM sale WHERE lead_id = $1 AND buyer_organisation_id = $2',
    [leadId, organisationId],
  );
  return rows[0]?.id ?? null;
}
