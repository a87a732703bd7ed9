import type { AccountKind } from '#app/domain/billing/read-trial-balance.server.ts';

const kinds: Record<AccountKind, string> = {
  spendable: 'Buyers’ wallets, to spend',
  reserved: 'Buyers’ wallets, set aside',
  pending: 'Sellers’ earnings, held',
  available: 'Sellers’ earnings, available',
  debt: 'Sellers’ debts',
  fees: 'Fees of the exchange',
  demo_funding: 'Play money of the demo',
  stripe_clearing: 'At the card processor',
  bank_clearing: 'At the bank',
  chargebacks: 'Payments that banks took back',
  goodwill: 'Goodwill and corrections',
  stripe_fees: 'Fees of the card processor',
  stripe_exchange: 'Converted by the card processor',
  bank_costs: 'Fees of the bank and other costs',
};

/** Every sentence about the books of a month. */
export const trialBalanceWords = {
  meta: 'Accounts of a month – Birja',
  title: 'Accounts',
  intro:
    'Every account of the ledger in one calendar month (UTC), those of organisations together by kind. A balance is credits less debits: above zero for what the exchange owes or has earned, below for what it holds or has spent. Debits and credits are the same, and balances add up to nothing.',
  month: 'Month',
  show: 'Show',
  csv: 'Download as CSV',
  running: 'This month is not over: figures still change.',
  caption: (currency: string) => `Accounts, ${currency}`,
  account: 'Account',
  opening: 'Opening',
  debit: 'Debits',
  credit: 'Credits',
  closing: 'Closing',
  total: 'All together',
  unbalanced: 'The accounts do not add up. Run check-books and do not close this month.',
  empty: {
    title: 'Nothing was booked yet',
    text: 'The accounts of each month stand here once money has moved.',
  },
  kinds,
  head: ['month', 'currency', 'account', 'opening', 'debits', 'credits', 'closing'],
};
