import { earningsWords } from './earnings.ts';

type Params = Readonly<Record<string, string>>;

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Why money that was passed on to a seller came back. */
const cameBack: Readonly<Record<string, string>> = {
  refund: 'A payment that it was made from was refunded.',
  processor: 'The card processor took it back from your payout account.',
};

/** Why a bank did not take what the card processor sent it, by Stripe’s codes. */
const bankFailures: Readonly<Record<string, string>> = {
  account_closed: 'The bank account was closed.',
  account_frozen: 'The bank account is frozen.',
  bank_account_restricted: 'The bank account may not receive such payments.',
  bank_ownership_changed: 'The bank account now belongs to another bank.',
  could_not_process: 'The bank could not process the payment.',
  declined: 'The bank declined the payment.',
  incorrect_account_holder_name: 'The name of the account holder does not fit the bank account.',
  invalid_account_number: 'The bank does not know this account number.',
  invalid_currency: 'The bank account does not take this currency.',
  no_account: 'The bank does not find this account.',
};

/** Why Stripe did not accept what was told, by its codes; for others its own sentence is shown. */
const refusals: Readonly<Record<string, string>> = {
  verification_document_expired: 'The document has expired. Send one that is valid.',
  verification_document_failed_copy: 'The document is a copy. Send a photo of the document itself.',
  verification_document_failed_greyscale: 'The photo is black and white. Send one in colour.',
  verification_document_name_mismatch: 'The name on the document is not the one you gave.',
  verification_document_not_readable: 'The document cannot be read. Send a sharper photo.',
  verification_document_type_not_supported: 'This kind of document is not accepted. Send another.',
  verification_failed_keyed_identity: 'Name, date of birth and number do not belong together. Check them.',
  verification_failed_name_match: 'The name does not match what the authorities know. Check the spelling.',
  invalid_address_city_state_postal_code: 'City and postal code do not belong together.',
  invalid_street_address: 'The street address was not found. Check it.',
  external_account_invalid: 'The bank account does not work. Give another.',
};

/** What the account may not do and why, by Stripe’s `disabled_reason`. */
const disabled: Readonly<Record<string, string>> = {
  'requirements.past_due': 'Stripe stopped it because what it asked for did not come in time.',
  'requirements.pending_verification': 'Stripe is checking what you told it. Nothing is asked of you now.',
  under_review: 'Stripe is looking at your account. Nothing is asked of you now.',
  listed: 'Stripe found your name on a list of people it may not pay, and is checking whether it is you.',
  'rejected.fraud': 'Stripe closed the account because it suspects fraud. Write to Stripe’s support.',
  'rejected.listed': 'Stripe closed the account because it may not pay people on its lists.',
  'rejected.terms_of_service': 'Stripe closed the account because its terms were broken.',
  'rejected.other': 'Stripe closed the account. Write to Stripe’s support to learn why.',
  platform_paused: 'We have paused the account. Write to us to learn why.',
  'action_required.requested_capabilities': 'Stripe needs more of you before the account may receive money.',
  account_closed: 'The account was closed or taken from us. Write to us to set up another.',
};

export const sellerMoneyWords = {
  cameBack: (reason: string) => cameBack[reason] ?? cameBack.processor ?? '',
  partly: (amount: string) => `${amount} of it came back and is available again.`,
  bankFailure: (code: string) =>
    bankFailures[code] ?? `The bank did not take it (${code || 'no reason given'}).`,
  bankTrouble: {
    title: (amount: string) => `Your bank did not take ${amount}`,
    text: 'The money lies in your account at the card processor, not here. Give a bank account that works, and it is sent again.',
    act: 'Change the bank account',
  },

  asks: {
    late: 'overdue',
    refused: (code: string, reason: string) => refusals[code] ?? reason,
    dueBy: (date: string) => `It has to be there by ${date}.`,
    disabled: (reason: string) => disabled[reason] ?? `Stripe says: ${reason}.`,
    pending: 'Being checked by Stripe now:',
    stopped: 'Your payout account is stopped',
    soonTitle: 'Your payout account is ready, and will soon need more',
    soonText: 'Payouts go on. Stripe asks for this so that they are not stopped later:',
  },

  pending: {
    view: 'On hold',
    caption: 'What is on hold, the first to be freed first',
    free: 'Freed',
    frozen: 'Frozen until the dispute is ruled',
    later: 'Freed later',
    first: 'From the first on',
    more: 'More of what is on hold',
    empty: {
      title: 'Nothing is on hold',
      text: 'Each sale stands here until its dispute window ends, with the moment its share is freed.',
    },
  },

  schedule: {
    meta: 'Payout schedule – Birja',
    title: 'Payout schedule',
    intro:
      'When what is available is paid out without you asking. You can pay it out by hand at any time all the same.',
    back: 'Earnings',
    link: 'Payout schedule',
    rhythm: 'When you are paid',
    rhythms: {
      at_once: ['As soon as there is enough', 'Within some minutes of a share being freed.'],
      daily: ['Every day', 'In the morning of your time zone.'],
      weekly: ['Every week', 'On the day that you choose below.'],
      monthly: ['Every month', 'On the day that you choose below.'],
      manual: ['Only by hand', 'Nothing leaves until you say so.'],
    },
    weekday: 'Day of the week',
    weekdayHint: 'Of a weekly schedule.',
    weekdays,
    monthDay: 'Day of the month',
    monthDayHint: 'Of a monthly schedule: 1 to 28.',
    choose: 'Choose a day',
    minimum: (currency: string) => `Smallest payout in ${currency}`,
    minimumHint: (least: string) => `Not below ${least}. Empty takes that.`,
    submit: 'Save the schedule',
    errors: {
      weekday: 'Choose the day of the week.',
      monthDay: 'Choose a day from 1 to 28.',
      minimum: 'Write an amount, such as 500.',
    },
    done: 'The schedule is saved',
    ownerOnly: 'Only an owner of your organisation can change this.',
    /** One sentence about what is set. */
    says: (rhythm: string, weekday: number | null, monthDay: number | null): string => {
      if (rhythm === 'daily') return 'You are paid every day.';
      if (rhythm === 'weekly') return `You are paid every ${weekdays[(weekday ?? 1) - 1]}.`;
      if (rhythm === 'monthly') return `You are paid on day ${monthDay} of each month.`;
      if (rhythm === 'manual') return 'Nothing is paid out until you say so.';
      return 'You are paid as soon as there is enough.';
    },
    next: (moment: string) => `Next: ${moment}.`,
    change: 'Change the schedule',
  },

  debt: {
    meta: 'What you owe – Birja',
    title: 'What you owe',
    intro:
      'When a sale proves bad after its share was freed, its buyer gets the whole price back. What you no longer have of your share is owed, and paid from your next sales before anything is paid out.',
    back: 'Earnings',
    owed: (amount: string) => `You owe ${amount}`,
    owedText: 'It is taken from your next sales. Nothing is paid out before.',
    link: 'What was taken back, and why',
    none: { title: 'You owe nothing', text: 'Nothing of yours waits to be recovered.' },
    takeBacks: 'Taken back',
    takeBacksEmpty: 'No sale of yours was taken back after its share was freed.',
    sale: 'Sale',
    when: 'When',
    fromAvailable: 'From what was available',
    becameDebt: 'Became debt',
    reason: 'Why',
    erased: 'The reason was erased with the lead.',
    recoveries: 'Recovered',
    recoveriesEmpty: 'Nothing was recovered yet.',
    amount: 'Amount',
    from: 'From',
    causes: (id: string) =>
      id.startsWith('sale_')
        ? 'A sale'
        : id.startsWith('prev_')
          ? 'A payout that came back'
          : 'What was available',
  },

  takeBack: {
    meta: 'Sale – Birja',
    findMeta: 'Find a sale – Birja',
    find: {
      title: 'Find a sale',
      intro: 'A sale whose share is free can still be taken back, when proof comes late.',
      label: 'Id of the sale',
      hint: 'It begins with sale_ and stands on the pages of both sides.',
      submit: 'Find',
      unknown: 'There is no such sale.',
    },
    title: 'Sale',
    back: 'Find a sale',
    facts: 'What was sold',
    lead: 'Lead',
    status: 'State',
    price: 'Price',
    fee: 'Our fee',
    share: 'Seller’s share',
    sold: 'Sold',
    window: 'Dispute window ends',
    buyer: 'Buyer',
    seller: 'Seller',
    dispute: 'Dispute',
    act: 'Take the sale back',
    actIntro:
      'For proof that came after the dispute window: a breach of exclusivity, fraud. The buyer gets the whole price back. The seller gives back the share: from what is available, the rest as debt.',
    notReleased: {
      held: 'The share is still on hold. The buyer can open a dispute.',
      disputed: 'A dispute is open: rule on it instead.',
      refunded: 'The price was given back already.',
    },
    reason: 'Why',
    reasonHint: 'At least 20 characters. Both sides read it.',
    submit: 'Take back',
    errors: {
      reason: 'Say why, in at least 20 characters.',
      tooLong: 'This is too long: 2,000 characters at most.',
    },
    ask: {
      title: (price: string) => `Take back ${price}?`,
      text: 'It stands, and both sides are written to at once.',
      toBuyer: 'Back to the buyer',
      fromAvailable: 'From what the seller has available, now',
      asDebt: 'As the seller’s debt',
      fromFees: 'From our fees',
      reason: 'Why',
      confirm: (price: string) => `Take back ${price}`,
    },
    done: 'The sale was taken back',
    was: 'It was taken back',
    caseLink: 'This sale’s money',
    erased: 'The reason was erased with the lead.',
  },

  /** On the buyer’s page of a sale. */
  givenBack: 'The exchange took this sale back and returned the whole price to your wallet.',

  fee: {
    meta: 'Fee of a seller – Birja',
    link: 'Fee of this seller',
    title: 'Fee',
    intro: 'What the exchange keeps of this seller’s sales, instead of the fee of each niche.',
    none: 'The fee of each niche holds.',
    own: (percent: string) => `${percent} of every sale, whatever the niche.`,
    label: 'Fee of this seller',
    hint: 'In percent, 0 to 49. Empty: the fee of each niche. Sales that stand keep theirs.',
    bad: 'Write a percentage from 0 to 49, or nothing.',
    same: 'That is what holds already.',
    submit: 'Change the fee',
    ask: (name: string) => `Change the fee of ${name}?`,
    askText: 'It holds for every sale from now on.',
    from: 'Before',
    to: 'From now on',
    ofNiches: 'the fee of each niche',
    confirm: 'Change the fee',
    done: 'The fee is changed',
  },
} as const;

/** Mails about a seller’s money. */
export const sellerMoneyMails = {
  payout_failed: (p: Params) => ({
    subject: `Your payout of ${p.amount} did not leave`,
    lines: [
      `We tried to pay out ${p.amount} to your payout account, and the card processor refused it.`,
      earningsWords.payouts.failure(p.reason ?? ''),
      'The money is available again, less what you may owe.',
    ],
    link: { label: 'Look at your earnings', path: '/sell/earnings?view=payouts' },
  }),
  payout_came_back: (p: Params) => ({
    subject: `${p.amount} of a payout came back`,
    lines: [
      `Of a payout to your payout account ${p.amount} came back to us.`,
      sellerMoneyWords.cameBack(p.reason ?? ''),
      'The money is available again, less what you may owe.',
    ],
    link: { label: 'Look at your earnings', path: '/sell/earnings?view=payouts' },
  }),
  bank_payout_failed: (p: Params) => ({
    subject: `Your bank did not take ${p.amount}`,
    lines: [
      `The card processor sent ${p.amount} from your payout account to your bank, and the bank did not take it.`,
      sellerMoneyWords.bankFailure(p.reason ?? ''),
      sellerMoneyWords.bankTrouble.text,
    ],
    link: { label: 'Change the bank account', path: '/sell/earnings' },
  }),
  sale_taken_back: (p: Params) => ({
    subject: p.side === 'buyer' ? 'You got the price of a lead back' : 'A sale of yours was taken back',
    lines:
      p.side === 'buyer'
        ? [
            'The exchange took back the sale of a lead that you bought. The whole price is in your wallet again.',
            'Why is written on the page of the lead.',
          ]
        : [
            'The exchange took back a sale of yours, because it proved bad after its share was freed. The buyer got the whole price back.',
            ...(p.owes
              ? [
                  'A part of your share was paid out already. You owe it, and it is taken from your next sales.',
                ]
              : []),
            'Why is written on the page below.',
          ],
    link:
      p.side === 'buyer'
        ? { label: 'Look at the lead', path: `/buy/inbox/${p.sale}` }
        : { label: 'What was taken back, and why', path: '/sell/earnings/debt' },
  }),
};
