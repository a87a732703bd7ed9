/** How a price came about, kept with the sale: amounts in minor units as strings, no names. */
export type AuctionRecord =
  | {
      readonly kind: 'second_price';
      readonly ask: string;
      /** Copies on sale in this auction. */
      readonly copies: number;
      /** How many organisations bid; absent where all their bids are here. */
      readonly bidders?: number;
      /** The bids that counted, one per organisation, highest first: those that won, the one that set the price, and some below. */
      readonly bids: readonly string[];
    }
  | { readonly kind: 'open_market'; readonly ask: string };

/** How many organisations bid. */
export function bidCountOf({ bidders, bids }: Extract<AuctionRecord, { kind: 'second_price' }>): number {
  return bidders ?? bids.length;
}
