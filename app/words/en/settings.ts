import type { SettingKey } from '#app/domain/settings/setting.ts';

/** What each setting is called, what follows from it, and what its field holds. */
export const settingWords: Readonly<
  Record<SettingKey, { readonly label: string; readonly hint: string; readonly field: string }>
> = {
  seller_reply_hours: {
    label: 'Hours a seller has to answer a dispute',
    field: 'Hours',
    hint: 'Between 1 and 240. It holds for disputes opened from now on; after it a moderator rules without the seller’s answer.',
  },
  consent_fresh_days: {
    label: 'Days for which consent is fresh',
    field: 'Days',
    hint: 'Between 1 and 365. A lead whose person agreed longer ago has a warning; an imported one is refused.',
  },
  sold_retention_days: {
    label: 'Days for which the person behind a sold lead is kept',
    field: 'Days',
    hint: 'Between 60 and 3650, counted from the last sale. Then contact and key are erased; the sale, its money and the statistics stay. What nobody buys goes 30 days after the day it was wanted for, or 90 days after it came.',
  },
  receipt_countries: {
    label: 'Countries in which people are told who has their data',
    field: 'Country codes',
    hint: 'At the first sale of a lead from there, its person gets a private link by e-mail, if there is an address. Two letters each, with spaces between them.',
  },
  barred_pairs: {
    label: 'Countries that may not trade with one another',
    field: 'Pairs of country codes',
    hint: 'One pair a line, for example HU UA. Organisations of the two buy nothing from each other, what they sold before stays on hold, and an organisation whose country is barred from the exchange’s own is paid nothing.',
  },
  ask_limit_times: {
    label: 'Hard limits of an ask',
    field: 'Times',
    hint: 'Between 2 and 100. An ask so many times above the upper end of its fair band, or so many times below the lower one, is warned of one night and paused the next, unless leads were sold so in the last 30 days.',
  },
  sign_up_open: {
    label: 'New people may sign up',
    field: 'Open',
    hint: 'When it is off, only people who were invited to an organisation can make an account.',
  },
  payouts_paused: {
    label: 'Payouts to sellers are paused',
    field: 'Paused',
    hint: 'Shares that are due wait and are paid once this is off again. Sales, holds and disputes go on.',
  },
  payout_minimum_minor: {
    label: 'Smallest payout, by currency',
    field: 'Amounts',
    hint: 'What a seller has available below it stays with the exchange until more has come.',
  },
  second_approval_above_minor: {
    label: 'Entries by hand need a second admin above',
    field: 'Amounts',
    hint: 'Goodwill and corrections for one organisation up to it within a day are booked at once; what goes beyond waits for another admin.',
  },
  bank_second_above_minor: {
    label: 'Money at the bank needs a second admin above',
    field: 'Amounts',
    hint: 'Whoever read a statement in, or noted money by hand, books up to it for one organisation within a day alone; what goes beyond, and ten times as much for all organisations together, waits for another admin.',
  },
  operator: {
    label: 'Who the exchange is by law',
    field: 'Details',
    hint: 'It stands on every statement and invoice. Until it is set, no invoice is made out. A paper that was made keeps what stood here on its day. Another tax number begins a series of numbers of its own.',
  },
  bank_account: {
    label: 'The exchange’s own bank account',
    field: 'Account',
    hint: 'Buyers may pay to it by transfer, and payouts to banks leave from it. A currency without an account is not offered. Invoices keep the account they were made with.',
  },
};
