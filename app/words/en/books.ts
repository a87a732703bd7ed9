type Row = Readonly<Record<string, unknown>>;

export const booksWords = {
  clean: (transfers: string, sales: string) =>
    `The books are in order: ${transfers} transfers, ${sales} sales.`,
  violated: (count: number) => `The books are not in order: ${count} violations.`,
  violations: {
    balance_differs: (row: Row) =>
      `account ${row.account_id}: stored balance ${row.balance_minor}, its transfers sum to ${row.summed}`,
    balance_misplaced: (row: Row) =>
      `account ${row.id}: a balance is stored where none belongs, or missing where one does`,
    below_zero: (row: Row) => `account ${row.id}: its balance is ${row.balance} and may not be below zero`,
    kind_misfit: (row: Row) =>
      `transfer ${row.key}: its accounts, currency or amount do not fit the kind ${row.kind}`,
    transfer_altered: (row: Row) => `transfer ${row.key}: it is not what was written`,
    charge_wrong: (row: Row) =>
      `sale ${row.id}: price ${row.price_minor} with fee ${row.fee_minor}, charged ${row.share ?? 0} and ${row.fee ?? 0} in ${row.shares ?? 0} and ${row.fees ?? 0} transfers`,
    wrong_parties: (row: Row) =>
      `transfer ${row.key}: it moves money of others than the buyer and the seller of its sale`,
    sale_missing: (row: Row) => `transfer ${row.key}: there is no such sale`,
    release_wrong: (row: Row) =>
      `sale ${row.id}: it is ${row.status} with ${row.releases} releases of ${row.released}`,
    sale_altered: (row: Row) => `sale ${row.id}: its terms are not what was written`,
    price_outside: (row: Row) => `sale ${row.id}: its price lies outside of ask and top price`,
    sales_miscounted: (row: Row) =>
      `lead ${row.id}: ${row.sales} sales, ${row.sales_count} counted, at most ${row.max_sells} allowed`,
  },
} as const;
