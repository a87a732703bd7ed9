type Row = Readonly<Record<string, unknown>>;

export const booksWords = {
  clean: (transfers: string, sales: string) =>
    `The books are in order: ${transfers} transfers, ${sales} sales.`,
  stripeEqual: (currencies: number) =>
    `What lies at Stripe is what the books say, in ${currencies} ${currencies === 1 ? 'currency' : 'currencies'}.`,
  stripeDiffers: (currency: string, atStripe: bigint, expected: bigint) =>
    `Stripe holds ${atStripe} minor units of ${currency}, the books say ${expected}`,
  stripeUnset:
    'What lies at Stripe was not compared: STRIPE_SECRET_KEY is not set and no demo tells of its own.',
  stripeSilent: 'What lies at Stripe was not compared: it does not answer.',
  stripeMoving: 'What lies at Stripe was not compared: too much is under way. Try again in a quieter moment.',
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
    refund_wrong: (row: Row) =>
      `sale ${row.id}: it is ${row.status}, and of its price ${row.price_minor} came back ${row.refunded} in ${row.refunds} transfers`,
    refund_astray: (row: Row) =>
      `transfer ${row.key}: it gives back what was not the seller’s or our own, or not to the buyer of its sale`,
    dispute_wrong: (row: Row) =>
      `sale ${row.id}: it is ${row.status}, its dispute ${row.dispute ?? 'missing'} ${row.outcome ?? ''}, or not about this sale`,
    top_up_wrong: (row: Row) =>
      `top-up ${row.id}: it is ${row.status} over ${row.amount_minor}, credited ${row.credited} in ${row.credits} transfers`,
    payout_wrong: (row: Row) =>
      `payout ${row.id}: it is ${row.status} over ${row.amount_minor}, with ${row.payouts} transfers out and ${row.returns} back`,
    reversal_wrong: (row: Row) =>
      `what came back of a payout, ${row.id}: ${row.transfers} transfers of ${row.amount_minor} stand for it`,
    take_back_wrong: (row: Row) =>
      `sale ${row.id}: it was taken back, is ${row.status}, and of its price ${row.price_minor} came back ${row.taken} in ${row.parts} transfers`,
    recovery_wrong: (row: Row) =>
      `debt recovered ${row.id}: ${row.transfers} transfers of ${row.amount_minor} stand for it`,
    seller_money_astray: (row: Row) =>
      `transfer ${row.key}: nothing came back, was taken back or recovered by that name`,
    debt_overpaid: (row: Row) => `account ${row.id}: ${row.over} more was recovered than was owed`,
    payment_astray: (row: Row) =>
      `transfer ${row.key}: it belongs to no top-up or payout, or moves money of others than that names`,
    not_as_decided: (row: Row) =>
      `transfer ${row.key}: decided were ${row.expected ?? 'nothing'}, booked ${row.booked ?? 'nothing'}, or between others`,
    freeze_wrong: (row: Row) =>
      `organisation ${row.id}: its money ${row.frozen ? 'stands still for no chargeback' : 'does not stand still for a chargeback that is open or not covered'}`,
    recharge_wrong: (row: Row) =>
      `recharge ${row.id}: it is ${row.status} over ${row.amount_minor}, credited ${row.credited} in ${row.credits} transfers`,
    card_refund_wrong: (row: Row) =>
      `refund to a card ${row.id}: it is ${row.status} over ${row.amount_minor}, with ${row.refunds} transfers out and ${row.returns} back`,
    card_payment_astray: (row: Row) =>
      `transfer ${row.key}: it belongs to no recharge or refund to a card, or moves money of others than that names`,
    charge_overdrawn: (row: Row) =>
      `charge ${row.id} of ${row.amount_minor}: ${row.refunded} went back, or it is of no payment or another’s`,
    charge_missing: (row: Row) =>
      `payment ${row.id} of ${row.amount_minor}: it is paid by card and no charge is written down`,
    bank_receipt_wrong: (row: Row) =>
      `bank receipt ${row.id}: it is ${row.status} over ${row.amount_minor}, credited ${row.credited} in ${row.credits} transfers`,
    bank_payout_wrong: (row: Row) =>
      `payout to a bank ${row.id}: it is ${row.status} over ${row.amount_minor}, with ${row.payouts} transfers out and ${row.returns} back`,
    bank_astray: (row: Row) =>
      `transfer ${row.key}: it belongs to no receipt or payout of the bank, or moves money of others than that names`,
    bank_cost_wrong: (row: Row) =>
      `cost ${row.id}: it is ${row.status} over ${row.amount_minor}, booked ${row.booked}`,
    bank_booking_wrong: (row: Row) =>
      `bank receipt ${row.id}: it is ${row.status}, and what was said of it is ${row.booking}, or something else`,
    bank_invoice_wrong: (row: Row) =>
      `${row.id}: invoice and receipt do not say the same of what was paid, or to whom`,
    bank_batch_wrong: (row: Row) =>
      `payout batch ${row.id}: it is ${row.status} with ${row.approvals} approvals, or its payouts are not`,
    sale_altered: (row: Row) => `sale ${row.id}: its terms are not what was written`,
    price_outside: (row: Row) => `sale ${row.id}: its price lies outside of ask and top price`,
    sales_miscounted: (row: Row) =>
      `lead ${row.id}: ${row.sales} sales, ${row.sales_count} counted, at most ${row.max_sells} allowed`,
    papers_misnumbered: (row: Row) =>
      `papers ${row.kind} of ${row.operator_key} in ${row.year}: ${row.papers} of them, numbered up to ${row.last}, counted up to ${row.counted ?? 'none'}`,
    paper_wrong: (row: Row) =>
      `paper ${row.id}: ${row.line_count} lines over ${row.total_minor}, and it has ${row.lines} over ${row.summed}`,
    paper_astray: (row: Row) =>
      `transfer ${row.key}: it is no fee of the seller of paper ${row.paper_id}, or in another amount`,
  },
} as const;
