/** What an order has used of its caps and budgets in the periods that run now, and when each of them ends. */
export type OrderUsage = {
  readonly counts: {
    readonly hour: number;
    readonly day: number;
    readonly week: number;
    readonly month: number;
  };
  readonly spentMinor: { readonly day: bigint; readonly month: bigint; readonly total: bigint };
  readonly ends: { readonly hour: Date; readonly day: Date; readonly week: Date; readonly month: Date };
};
