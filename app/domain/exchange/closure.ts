/** A time in which no buyer had room for an offer that had sold until then. */
export type Closure = {
  readonly id: string;
  readonly offerId: string;
  readonly organisationId: string;
  readonly since: Date;
  /** When the first cap that is full begins anew; null where that hangs on a buyer's doing. */
  readonly opensAt: Date | null;
  readonly endedAt: Date | null;
};

/** A time in which no buyer had room for what an offer brought from one region. */
export type RegionClosure = Closure & { readonly regionCode: string };
