/** Quartiles of the buyers' top prices in kopecks, cut to two figures. */
export type TopQuartiles = { readonly q25: bigint; readonly q50: bigint; readonly q75: bigint };

/** The competition for leads of a niche in a region or country, as one hour measured it. */
export type MeasuredCompetition = {
  readonly niche: string;
  readonly region: string;
  /** Organisations with a live order that has money for a lead, and such orders. */
  readonly buyers: number;
  readonly orders: number;
  /** Organisations with an active offer, and such offers. */
  readonly sellers: number;
  readonly offers: number;
  /** Of the last 30 days: leads that passed their checks, those of them that were sold, and copies sold of those. */
  readonly leads: number;
  readonly sold: number;
  readonly copies: number;
  /** Bids in the auctions of those leads, one an organisation; a lead that nobody bid for has none. */
  readonly bidders: number;
  /** Null where too few buyers ask: a quartile would be one buyer's price. */
  readonly topRubMinor: TopQuartiles | null;
};

export type Competition = MeasuredCompetition & {
  readonly measuredAt: Date;
  /** Buyers who bid for a lead, on average; null where none came. */
  readonly buyersPerLead: number | null;
  /** Copies sold of a lead that was sold, on average; null where none was. */
  readonly copiesPerLead: number | null;
};
