/** How a price came about, kept with the sale: amounts in minor units as strings, no names. */
export type AuctionRecord =
  | {
      readonly kind: 'second_price';
      readonly ask: string;
      /** Copies on sale in this auction. */
      readonly copies: number;
      /** Every bid that counted, one per organisation, highest first. */
      readonly bids: readonly string[];
    }
  | { readonly kind: 'open_market'; readonly ask: string };
