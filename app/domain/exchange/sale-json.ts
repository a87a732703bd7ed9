import type { Disclosed } from '#app/domain/leads/contact.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { checkJson, contactJson, moneyJson, needJson } from '#app/domain/leads/lead-json.ts';
import { type AuctionRecord, bidCountOf } from './auction-record.ts';
import type { Sale } from './sale.ts';

/**
 * What the price can be verified by: the ask, how many bid, and the highest bid that did not win. What the winners would
 * have paid is theirs to know.
 */
function auctionJson(auction: AuctionRecord) {
  if (auction.kind === 'open_market') return auction;
  const { bids, bidders: _, ...rest } = auction;
  return { ...rest, bid_count: bidCountOf(auction), highest_losing_bid: bids[auction.copies] ?? null };
}

/** What both sides may see of a sale: no name of the other side, no contact. */
function saleJson(sale: Sale) {
  return {
    id: sale.id,
    lead_id: sale.leadId,
    offer_id: sale.offerId,
    price: moneyJson(sale.priceMinor, sale.currency),
    quote: sale.quote,
    auction: auctionJson(sale.auction),
    status: sale.status,
    dispute_until: sale.disputeUntil.toISOString(),
    sold_at: sale.soldAt.toISOString(),
  };
}

/**
 * The buyer's view; `contact` is null once it was erased.
 * @param appUrl where the certificate of the consent is opened, by who is logged in
 */
export function buyersSaleJson(sale: Sale, lead: Lead, contact: Disclosed | null, appUrl: string) {
  return {
    ...saleJson(sale),
    role: 'buyer' as const,
    order_id: sale.orderId,
    contact: contact && contactJson(contact),
    consent_certificate_url: `${appUrl}/buy/inbox/${sale.id}/consent`,
    lead: needJson(lead),
    checks: lead.checks.map(checkJson),
  };
}

/** The seller's view. */
export function sellersSaleJson(sale: Sale, lead: Lead) {
  return {
    ...saleJson(sale),
    role: 'seller' as const,
    fee: moneyJson(sale.feeMinor, sale.currency),
    earned: moneyJson(sale.priceMinor - sale.feeMinor, sale.currency),
    lead: needJson(lead),
    checks: lead.checks.map(checkJson),
  };
}

/** A sale as a line of its lead. */
export function saleLineJson(sale: Sale) {
  return {
    id: sale.id,
    price: moneyJson(sale.priceMinor, sale.currency),
    earned: moneyJson(sale.priceMinor - sale.feeMinor, sale.currency),
    status: sale.status,
    sold_at: sale.soldAt.toISOString(),
  };
}
