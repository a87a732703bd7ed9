import type { LineKind } from '#app/domain/billing/read-statement.server.ts';

const lines: Record<LineKind, string> = {
  top_up: 'Top-up by card',
  bank_top_up: 'Top-up by bank transfer',
  demo_funding: 'Play money of the demo',
  sale: 'Lead bought',
  refund: 'Refund after a dispute',
  chargeback: 'Taken for a payment that your bank took back',
  chargeback_back: 'Given back: the disputed payment was won',
  goodwill: 'Goodwill of the exchange',
  correction: 'Correction by the exchange',
  reserve: 'Set aside',
  reserve_back: 'Set aside before, given back',
  recharge: 'Automatic recharge by card',
  card_refund: 'Refund to card',
  card_refund_return: 'Refund to card that came back',
};

/** Every sentence about a buyer's money. */
export const walletWords = {
  /** What the payer sees on the card processor's page. */
  checkoutTitle: 'Birja wallet top-up',
  rechargeTitle: 'Birja wallet, automatic recharge',

  meta: 'Wallet – Birja',
  title: 'Wallet',
  intro:
    'Orders and single purchases are paid from here, and only from here: when it is empty, nothing is bought. What you do not spend stays yours and never expires.',
  act: 'Top up',
  tilesLabel: 'Balances',
  spendable: (currency: string) => `Can be spent, ${currency}`,
  reserved: 'set aside',
  nothingReserved: 'Nothing is set aside',
  buysLeads: (leads: number, top: string) =>
    `Buys at least ${leads.toLocaleString('en')} ${leads === 1 ? 'lead' : 'leads'} at your top price of ${top}`,
  buysNone: (top: string) => `Less than your top price of ${top}`,

  payment: {
    paid: {
      title: (amount: string) => `${amount} are in your wallet`,
      text: 'Your orders can spend them from now on.',
    },
    open: {
      title: (amount: string) => `Your payment of ${amount} is on its way`,
      text: 'We wait for the card processor to confirm it, which takes some seconds. This page shows it by itself; you may also leave it.',
      check: 'Look again',
    },
    late: {
      title: (amount: string) => `Your payment of ${amount} is not confirmed yet`,
      text: 'It takes longer than usual. If you have paid, it will be credited without your doing anything. If you have not, you can go on paying.',
    },
    left: {
      title: (amount: string) => `You left the payment of ${amount}`,
      text: 'Nothing was charged. You can go on within the hour, or let it be.',
    },
    expired: {
      title: (amount: string) => `The payment page for ${amount} has ended`,
      text: 'Nothing was charged. Start a new top-up if you still want it.',
    },
    failed: {
      title: (amount: string) => `The payment of ${amount} failed`,
      text: 'Your bank refused it and nothing was charged. Try another card.',
    },
    closing: {
      title: (amount: string) => `The payment of ${amount} is being cancelled`,
      text: 'Its payment page is closed in a moment. Should you have paid a moment before, the money is in the wallet.',
    },
    dropped: {
      title: (amount: string) => `The payment of ${amount} is cancelled`,
      text: 'Its payment page is closed and nothing was charged.',
    },
    goOn: 'Go on paying',
  },

  open: {
    title: 'Not paid yet',
    intro:
      'Payment pages that you opened. Each ends by itself an hour after it was opened; nothing is charged before you pay.',
    list: 'Top-ups that are not paid',
    goOn: (amount: string) => `Pay ${amount}`,
    drop: 'Cancel this payment',
    closing: 'Being cancelled',
    started: 'opened',
  },

  statement: {
    title: 'Movements',
    caption: 'Movements of the wallet, newest first',
    currencies: 'Currency of the movements',
    what: 'For what',
    when: 'When',
    amount: 'Amount',
    balance: 'Balance after it',
    lines,
    withReason: (what: string, reason: string) => `${what}: ${reason}`,
    lead: (niche: string, place: string) => `${niche}, ${place}`,
    empty: {
      title: 'Nothing has moved yet',
      text: 'Every top-up, every lead bought and every refund will stand here, with what it was for and what was left after it.',
    },
    none: {
      title: 'There is no such page of movements',
      text: 'The list is shorter than that.',
      action: 'To the newest',
    },
    papers: 'Statements by month, as CSV and PDF',
    bounded: (limit: number) => `The list goes back ${limit.toLocaleString('en')} movements.`,
  },

  topUp: {
    meta: 'Top up – Birja',
    title: 'Top up',
    intro:
      'You pay by card on the card processor’s page and come back here. We never see the card. The wallet is credited as soon as the payment is confirmed.',
    back: 'Wallet',
    amount: 'Amount',
    hint: (least: string, most: string) => `From ${least} to ${most} in one payment.`,
    invalid: 'Type an amount like 5000 or 5,000.00.',
    unknownCurrency: 'Choose one of the currencies of the list.',
    quick: 'Or one of these',
    leadsFor: (leads: number) => `${leads.toLocaleString('en')} leads`,
    leadsHint: (top: string) => `Leads are counted at your top price of ${top}; most cost less.`,
    go: 'Continue to the payment',
    confirm: {
      title: (amount: string) => `Top up ${amount}?`,
      text: 'You go to the card processor’s page to pay. Nothing is charged before you confirm it there.',
      pay: 'You pay by card',
      before: 'In the wallet now',
      after: 'In the wallet afterwards',
      buys: 'Enough for',
      leads: (leads: number, top: string) =>
        `at least ${leads.toLocaleString('en')} ${leads === 1 ? 'lead' : 'leads'} at your top price of ${top}`,
      act: (amount: string) => `Pay ${amount} by card`,
    },
  },
};
