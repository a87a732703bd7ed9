import type { ChargebackStage, ChargebackStanding } from '#app/domain/billing/chargeback.ts';
import type {
  CorrectedAccount,
  CorrectionKind,
  CorrectionSource,
  CorrectionStatus,
} from '#app/domain/billing/correction.ts';
import type { Source, Verdict } from '#app/domain/billing/reconciliation.ts';

type Params = Readonly<Record<string, string>>;

const standings: Record<ChargebackStanding, string> = {
  warning: 'Bank asks',
  open: 'Needs evidence',
  review: 'With the bank',
  won: 'Won',
  owed: 'Lost, not covered',
  lost: 'Lost',
  closed: 'Closed',
};

const verdicts: Record<Verdict, string> = {
  matched: 'Both sides say the same.',
  booked: 'Stripe did it by itself; it was booked from Stripe’s line.',
  cancelled: 'Booked out and back here; nothing moved outside. Play money of the demo ends like this.',
  laid_aside: 'Somebody said why it is nothing to book.',
  in_flight: 'One side has it and the other is minutes behind. It is looked at again.',
  missing_here: 'Stripe moved this money and the books have nothing for it. Look it up at Stripe by its id.',
  missing_there: 'The books moved this money and Stripe has no line for it.',
  amount_differs: 'Both sides have it, in different amounts.',
  unknown: 'Stripe tells of a kind that the books do not know. Look it up at Stripe by its id.',
};

/** Of lines of our bank's statements, where they are not the same as of Stripe's. */
const bankVerdicts: Partial<Record<Verdict, string>> = {
  in_flight: 'The bank has it and the books do not yet. It is looked at again.',
  missing_here: 'The bank moved this money and the books have nothing for it.',
  missing_there: 'The books moved this money, and the statements of those days have no line for it.',
};

/** What to do about a difference with the bank. */
export const bankAdvice: Partial<Record<Verdict, string>> = {
  in_flight:
    'A receipt waits under Bank to be booked. What is still not booked after some days is a difference.',
  missing_here:
    'A receipt waits for somebody to say whose it is. A fee or interest of the bank’s is put right by an entry by hand, or closed with a reason.',
  missing_there: 'Ask the bank about it, or read in the statement that has it.',
  amount_differs: 'Look at both sides. What is wrong in the books is put right by an entry by hand.',
};

/** What is wrong with a line, in words. */
export const sayVerdict = (verdict: Verdict, source: Source): string =>
  (source === 'bank' ? bankVerdicts[verdict] : undefined) ?? verdicts[verdict];

/** Why a bank takes a payment back, by Stripe's names; what has no words here is shown by its name. */
const chargebackReasons: Readonly<Record<string, string>> = {
  bank_cannot_process: 'The bank could not process the payment',
  credit_not_processed: 'The payer says that money promised back did not come',
  customer_initiated: 'The payer took the payment back',
  debit_not_authorized: 'The payer says that they did not agree to the payment',
  duplicate: 'The payer says that they were charged twice',
  fraudulent: 'The card’s holder says that somebody else made the payment',
  general: 'The bank gives no reason',
  incorrect_account_details: 'The account’s details were wrong',
  insufficient_funds: 'The account did not hold enough',
  noncompliant: 'The payment broke a rule of the card network',
  product_not_received: 'The payer says that nothing was delivered',
  product_unacceptable: 'The payer says that what came was not what was sold',
  subscription_canceled: 'The payer says that they had cancelled',
  unrecognized: 'The card’s holder does not recognise the payment',
};

const verdictNames: Record<Verdict, string> = {
  matched: 'Agrees',
  booked: 'Booked',
  cancelled: 'Nothing moved',
  laid_aside: 'Laid aside',
  in_flight: 'On its way',
  missing_here: 'Missing here',
  missing_there: 'Missing outside',
  amount_differs: 'Amounts differ',
  unknown: 'Kind not known',
};

const kinds: Record<CorrectionKind, string> = { goodwill: 'Goodwill', correction: 'Correction' };
const accounts: Record<CorrectedAccount, string> = {
  spendable: 'Buyer’s wallet',
  available: 'Seller’s available earnings',
};
const sources: Record<CorrectionSource, string> = {
  goodwill: 'Goodwill of the exchange',
  fees: 'Fees that are given back',
};
const statuses: Record<CorrectionStatus, string> = {
  waiting: 'Waits for a second admin',
  posted: 'Booked',
  rejected: 'Rejected',
};

/** Every sentence of the pages about money that went wrong. */
export const troubleWords = {
  reasonOf: (code: string) => chargebackReasons[code] ?? code.replaceAll('_', ' '),
  tabs: {
    label: 'Books',
    reconciliation: 'Reconciliation',
    chargebacks: 'Chargebacks',
    corrections: 'Entries by hand',
    books: 'Accounts',
  },

  frozen: {
    title: 'Your money stands still',
    open: (amount: string) =>
      `Your bank took back a payment of ${amount}. Until it has decided, your orders and single purchases do not buy, and nothing goes back to your card. If you did not mean to dispute it, tell your bank to withdraw the dispute.`,
    owed: (amount: string) =>
      `Your bank took back a payment that was partly spent: ${amount} are not covered. Your next top-up pays them first; then your orders buy again.`,
    topUp: 'Top up',
  },

  standings,
  chargebacks: {
    meta: 'Chargebacks – Birja',
    title: 'Chargebacks',
    intro:
      'Payments into wallets that a bank took back or asks about. The buyer’s money is frozen as far as it is there, and the buyer’s trade stops until the bank has decided.',
    caption: 'Chargebacks, newest first',
    payment: 'Payment',
    buyer: 'Buyer',
    state: 'State',
    frozen: 'Frozen',
    due: 'Evidence by',
    noDue: 'No date',
    empty: {
      title: 'No payment was disputed',
      text: 'When a bank takes a payment back, it stands here with the evidence that we hold and the day by which it has to be sent.',
      action: 'To the reconciliation',
    },
  },
  chargeback: {
    meta: (amount: string) => `Chargeback of ${amount} – Birja`,
    title: (amount: string) => `Chargeback of ${amount}`,
    back: 'Chargebacks',
    facts: 'What happened',
    buyer: 'Buyer',
    reason: 'Reason of the bank',
    opened: 'Opened',
    due: 'Evidence by',
    withdrawn: 'Taken by the bank',
    cost: 'Stripe’s fee for it',
    frozen: 'Frozen of the buyer’s money',
    owed: 'Not covered',
    recovered: 'Recovered since',
    reinstated: 'Came back',
    atStripe: 'At Stripe',
    held: 'What we hold',
    heldIntro: 'No name, phone or address of a lead is in it, and none may be written into it.',
    fields: {
      customer_name: 'Customer’s name',
      customer_email_address: 'Customer’s e-mail',
      customer_purchase_ip: 'Address of the payment',
      product_description: 'What was sold',
      refund_policy_disclosure: 'What was said about refunds',
      service_date: 'Date of service',
      access_activity_log: 'Log-ins, leads and movements',
    },
    send: 'Send evidence',
    sendIntro:
      'A bank takes evidence once. What stands above goes with your statement; look through it first.',
    statement: 'Statement to the bank',
    statementHint: 'Facts and dates. It goes to the bank as it stands.',
    statementBad: 'Write from 10 to 15,000 characters.',
    submit: 'Send the evidence',
    askTitle: 'Send the evidence to the bank?',
    askText: 'It can be sent once and not be changed afterwards.',
    confirm: 'Send it',
    done: 'The evidence is on its way to the bank',
    sent: 'Evidence was sent',
    sending: 'The evidence is being sent',
    refused: (code: string) => `Stripe did not take the evidence (${code})`,
    decidedAt: 'Decided',
    tooLate: 'The bank takes no evidence for this payment.',
  },

  verdictNames,
  reconciliation: {
    meta: 'Reconciliation – Birja',
    title: 'Reconciliation',
    intro:
      'Every night each line of our balance at Stripe, and each line of the bank’s statements that were read in, is held against the books. What a lost answer left at Stripe is put right; fees and payouts of Stripe’s own are booked; what does not agree stands here.',
    run: 'Compare now',
    started: 'The comparison was begun',
    startedText: 'It takes some seconds. Load the page again to see what came of it.',
    agrees: 'Both sides agree',
    agreesText: (at: string) => `Nothing was open when they were last compared, ${at} UTC.`,
    open: 'Open differences',
    openIntro:
      'What is on its way is looked at again by the next comparison; receipts wait under Bank to be booked.',
    none: 'Nothing is open.',
    caption: 'Lines on which Stripe or the bank and the books do not agree',
    sources: { stripe: 'Stripe', bank: 'Bank' },
    source: 'With',
    read: (days: string) => `Statements of the bank were read up to ${days}.`,
    readDay: (currency: string, day: string) => `${day} in ${currency}`,
    unread: 'No statement of the bank was read in yet: what moved at the bank is not compared before that.',
    importLink: 'Read in a statement',
    what: 'What',
    there: 'Stripe or bank',
    here: 'Books',
    since: 'Happened',
    state: 'State',
    closed: 'Closed by hand',
    closedCaption: 'Differences that an admin closed, newest first',
    why: 'Why',
    closedAt: 'Closed',
    lineClosed: 'The difference was closed',
    line: {
      meta: 'A difference with the books – Birja',
      back: 'Reconciliation',
      key: 'Our transfer',
      id: 'Line',
      receipt: 'Look at the receipt',
      seen: 'First seen',
      close: 'Close it by hand',
      closeIntro:
        'For what was looked up and may stand, such as a test payment or what was put right by an entry by hand. Nothing is booked by it. Should either side change, the line is open again.',
      underWay: 'This line is on its way: a later comparison settles it, or makes a difference of it.',
      submit: 'Close the difference',
      confirmTitle: (what: string) => `Close this difference of ${what}?`,
      confirmText: 'It leaves the list of open differences. Your name and reason are kept.',
    },
    nothing: 'nothing',
    runs: 'Last comparisons',
    runsCaption: 'Comparisons, newest first',
    when: 'When',
    by: 'Asked by',
    job: 'The night',
    person: 'An admin',
    lines: 'Lines',
    openCount: 'Open',
    healed: 'Put right',
    result: 'Result',
    running: 'Runs',
    agreed: 'Agrees',
    differs: 'Differs',
    failures: { stripe_silent: 'Stripe did not answer', broken: 'Ended early' } as Record<string, string>,
    kinds: 'Agreed lines of the last 30 days, by kind',
    kind: 'Kind',
    sum: 'Sum',
    fees: 'Stripe’s fees',
    convertedTo: 'at Stripe',
    empty: {
      title: 'Nothing was compared yet',
      text: 'The first comparison runs tonight, or now if you ask for it.',
    },
  },

  corrections: {
    meta: 'Entries by hand – Birja',
    title: 'Entries by hand',
    intro:
      'Goodwill and corrections in the books of an organisation. The organisation reads the reason on its statement. Above the limit of its currency an entry waits for a second admin.',
    kinds,
    accounts,
    sources,
    statuses,
    waiting: 'Waiting for a second admin',
    nobodyWaits: 'Nothing waits.',
    past: 'Decided',
    pastCaption: 'Entries that were decided, newest first',
    noPast: 'There was no entry by hand yet.',
    write: 'New entry',
    organisation: 'Organisation',
    organisationHint: 'Its name, a part of it, or its id.',
    organisationWhich: 'Which of these',
    organisationSeveral: 'Choose which organisation you mean.',
    organisationMany: (count: number) =>
      `More than ${count} organisations are called so. Type more of the name.`,
    link: 'Write a goodwill or correcting entry for it',
    organisationBad: 'There is no such organisation.',
    kind: 'Kind',
    account: 'Account',
    direction: 'Direction',
    give: 'Give to it',
    take: 'Take from it',
    source: 'Against',
    amount: 'Amount',
    amountBad: 'Type an amount above zero, like 250 or 250.00.',
    submit: 'Book the entry',
    askTitle: (amount: string) => `Book ${amount}?`,
    askText: 'An entry is never changed; a mistake in it is put right by another.',
    askSecond:
      'With what was booked for it within a day it is above the limit, and waits for a second admin.',
    second: 'Second admin',
    needed: 'needed',
    notNeeded: 'not needed',
    reason: 'Reason',
    confirm: 'Book it',
    done: { posted: 'The entry is booked', waiting: 'The entry waits for a second admin' },
    approved: 'The entry is booked',
    rejected: 'The entry is rejected',
    approve: 'Approve',
    reject: 'Reject',
    yours: 'You wrote it; another admin decides.',
    when: 'When',
    what: 'What',
    state: 'State',
  },
};

/** Mails about payments that banks took back. Amounts come as they are to be read. */
const told: Record<ChargebackStage, (p: Params) => { subject: string; lines: string[] }> = {
  frozen: (p) => ({
    subject: `Your bank took back a payment of ${p.payment}`,
    lines: [
      `The bank of the card with which you paid ${p.payment} took the payment back. Until it has decided, your money stands still: your orders and single purchases do not buy, and nothing goes back to your card.`,
      'If you did not mean to dispute the payment, tell your bank to withdraw the dispute. We answer the bank with what we hold about the payment.',
    ],
  }),
  owed: (p) => ({
    subject: `${p.amount} of a payment are not covered`,
    lines: [
      `Your bank decided that your payment of ${p.payment} does not stand. A part of it was spent already: ${p.amount} are not covered.`,
      'Your next top-up pays them first. Then your orders buy again.',
    ],
  }),
  won: (p) => ({
    subject: `Your payment of ${p.payment} stands`,
    lines: [
      `Your bank gave back the payment of ${p.payment} that it had taken. What stood still of it is in your wallet again.`,
      movesAgain(p),
    ],
  }),
  lost: (p) => ({
    subject: `Your payment of ${p.payment} went back to your card`,
    lines: [
      `Your bank decided that your payment of ${p.payment} does not stand, and keeps it. It is paid for from your wallet; you owe nothing for it.`,
      movesAgain(p),
    ],
  }),
};

const movesAgain = (p: Params) =>
  p.still
    ? 'Your orders do not buy yet: another payment of yours was taken back as well.'
    : 'Your orders buy again.';

export const troubleMails = {
  chargeback_told: (p: Params) => ({
    ...told[p.stage as ChargebackStage](p),
    link: { label: 'Look at your wallet', path: '/buy/wallet' },
  }),
};
