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
    hint: 'Goodwill and corrections up to it are booked at once; larger ones wait for another admin.',
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
