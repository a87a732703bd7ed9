import { assert } from '#app/kernel/assert.ts';
import { largest, smallest } from '#app/kernel/money.ts';

/** An order that would buy the lead, with what room it has left now. */
export type Bidder = {
  readonly orderId: string;
  readonly organisationId: string;
  readonly topPriceMinor: bigint;
  /** Minor units left of the tightest budget; null without one. */
  readonly budgetLeftMinor: bigint | null;
  /** Leads left of the tightest cap; null without one. */
  readonly copiesLeft: number | null;
  /** Minor units in the buyer's wallet. */
  readonly walletMinor: bigint;
  readonly lastSoldAt: Date | null;
  /** Of orders that bought at the same moment the lower bought first. */
  readonly turn: number;
};

export type Bid = { readonly orderId: string; readonly organisationId: string; readonly bidMinor: bigint };

export type AuctionResult = {
  readonly winners: readonly Bid[];
  /** What each winner pays, in minor units; null when nobody bid. */
  readonly priceMinor: bigint | null;
  /** Every bid that counted, highest first: what both sides can verify the price by. */
  readonly bids: readonly Bid[];
};

/** The most an order can pay now: its top price, or less where budget or wallet hold less. A bid it cannot pay is no bid. */
export function bidOf(bidder: Bidder): bigint {
  if (bidder.copiesLeft !== null && bidder.copiesLeft < 1) return 0n;
  return smallest(bidder.topPriceMinor, bidder.walletMinor, bidder.budgetLeftMinor ?? bidder.topPriceMinor);
}

/**
 * Sells up to `copies` of one lead: to the highest bids, at one price, the higher of the ask and the highest bid that
 * did not win (Vickrey's second price, for several copies the uniform price). An organisation bids once, by its best
 * order, so that a second order of its own does not raise its price. Among equal bids the order that bought longest
 * ago comes first, then the older order.
 */
export function auction(input: {
  askMinor: bigint;
  copies: number;
  bidders: readonly Bidder[];
}): AuctionResult {
  assert(input.askMinor > 0n && input.copies > 0, 'a lead for sale has an ask and a copy left');
  const ranked = input.bidders
    .map((bidder) => ({ bidder, bidMinor: bidOf(bidder) }))
    .filter(({ bidMinor }) => bidMinor >= input.askMinor)
    .sort((a, b) => compareBids(a, b));
  const seen = new Set<string>();
  const bids = ranked
    .filter(({ bidder }) => !seen.has(bidder.organisationId) && seen.add(bidder.organisationId))
    .map(
      ({ bidder, bidMinor }): Bid => ({
        orderId: bidder.orderId,
        organisationId: bidder.organisationId,
        bidMinor,
      }),
    );
  const winners = bids.slice(0, input.copies);
  if (winners.length === 0) return { winners, priceMinor: null, bids };
  const firstLoser = bids[input.copies];
  return { winners, priceMinor: largest(input.askMinor, firstLoser?.bidMinor ?? 0n), bids };
}

type Ranked = { bidder: Bidder; bidMinor: bigint };

function compareBids(a: Ranked, b: Ranked): number {
  if (a.bidMinor !== b.bidMinor) return a.bidMinor > b.bidMinor ? -1 : 1;
  const waited = (a.bidder.lastSoldAt?.getTime() ?? 0) - (b.bidder.lastSoldAt?.getTime() ?? 0);
  return waited || a.bidder.turn - b.bidder.turn || (a.bidder.orderId < b.bidder.orderId ? -1 : 1);
}
