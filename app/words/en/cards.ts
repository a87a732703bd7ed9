import { sayDecline } from './declines.ts';

type Params = Readonly<Record<string, string>>;

const brands: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  unionpay: 'UnionPay',
  jcb: 'JCB',
  discover: 'Discover',
  diners: 'Diners Club',
};

const two = (number: number) => String(number).padStart(2, '0');
const nameOf = (brand: string | null, last4: string | null) =>
  last4 === null ? 'the card it was paid with' : `${brands[brand ?? ''] ?? 'Card'} ending in ${last4}`;

/** Every sentence about kept cards, recharges by them, and refunds to them. */
export const cardWords = {
  name: nameOf,
  expires: (month: number, year: number) => `expires ${two(month)}/${year}`,

  /** On the wallet's own page. */
  wallet: {
    title: 'Cards and automatic recharge',
    intro:
      'A saved card lets the wallet recharge by itself before it is empty. Money that you do not spend goes back to the card it came from.',
    cards: 'Saved cards',
    noCards: 'None',
    save: 'Save a card',
    manage: 'Manage cards',
    recharge: (currency: string) => `Automatic recharge, ${currency}`,
    on: (threshold: string, amount: string, ceiling: string) =>
      `On: below ${threshold}, ${amount} are charged; at most ${ceiling} a month`,
    off: 'Off',
    halted: (code: string) => `Stopped: ${sayDecline(code)}`,
    begin: 'Set up automatic recharge',
    set: 'Change automatic recharge',
    refund: 'Refund to card',
  },
  list: {
    meta: 'Saved cards – Birja',
    title: 'Saved cards',
    intro:
      'Cards that you agreed to keep. The card processor holds them; we know only what is shown here. A card is charged without you only where automatic recharge is on.',
    back: 'Wallet',
    label: 'Saved cards',
    remove: (card: string) => `Remove ${card}`,
    recharges: (currencies: string) => `Recharges ${currencies}`,
    choose: (currency: string) => `Recharge ${currency} by it`,
    add: 'Save a card',
    setRecharge: 'Automatic recharge',
    expired: 'Expired',
    outcome: {
      saved: {
        title: (card: string) => `${card} is saved`,
        text: 'Nothing was charged. It can be chosen for automatic recharge and for top-ups.',
      },
      open: {
        title: 'The card is on its way',
        text: 'We wait for the card processor to confirm it, which takes some seconds. Look again in a moment.',
        check: 'Look again',
      },
      left: {
        title: 'No card was saved',
        text: 'You left the page of the card processor. Nothing was charged.',
      },
      expired: {
        title: 'No card was saved',
        text: 'The page of the card processor has ended. Nothing was charged; start again if you still want it.',
      },
      failed: {
        title: 'No card was saved',
        text: 'The card processor did not take the request. Nothing was charged; try again.',
      },
      not_kept: {
        title: 'The card was not kept',
        text: 'As many cards are saved as can be, or this one was removed at the same moment. The card processor is told to forget it.',
      },
    },
    confirm: {
      title: (card: string) => `Remove ${card}?`,
      text: 'Nothing is charged to it any more, and the card processor forgets it. What was paid with it can still go back to it.',
      stops: 'Automatic recharge stops for',
      none: 'nothing',
      act: 'Remove the card',
    },
    done: {
      removed: { title: 'The card is removed', text: 'Nothing is charged to it any more.' },
    },
    empty: {
      title: 'No card is saved',
      text: 'Save one here without paying anything, or tick “Save this card” when you top up.',
      action: 'Save a card',
    },
  },

  add: {
    meta: 'Save a card – Birja',
    title: 'Save a card',
    intro:
      'You type the card on the card processor’s page and come back here. Nothing is charged; your bank may want to see you once. We never see the number.',
    back: 'Saved cards',
    /** What is agreed to, kept word by word with the card. */
    agreement:
      'The card processor may keep this card for Birja. It is charged without asking me again only where I turn automatic recharge on, and then within the amount and the monthly ceiling that I set there. I can remove it at any time.',
    agree: 'I agree that the card is kept',
    go: 'Continue to the card processor',
  },

  recharge: {
    meta: 'Automatic recharge – Birja',
    title: (currency: string) => `Automatic recharge, ${currency}`,
    intro:
      'When what can be spent falls below the threshold, your saved card is charged once with the amount, without you. Never more in a calendar month than the ceiling.',
    back: 'Wallet',
    currencies: 'Wallet',
    states: { off: 'Off', on: 'On', halted: 'Stopped' },
    threshold: 'Recharge below',
    thresholdHint: (spendable: string) => `In the wallet now: ${spendable}.`,
    amount: 'Charge each time',
    amountHint: (least: string, most: string) => `From ${least} to ${most}.`,
    ceiling: 'At most in a calendar month',
    ceilingHint: (charged: string) => `Charged this month so far: ${charged}.`,
    card: 'Card',
    warn: 'Warn below',
    warnHint: (usual: string | null) =>
      usual === null
        ? 'You get a mail once when the balance falls below it. Left empty, that is five leads at your top price; 0 warns never.'
        : `You get a mail once when the balance falls below it. Left empty, that is ${usual}, five leads at your top price; 0 warns never.`,
    invalid: 'Type an amount like 5000 or 5,000.00.',
    cardNeeded: 'Choose one of your saved cards.',
    turnOn: 'Turn automatic recharge on',
    change: 'Save the changes',
    keepOff: 'Save the warning only',
    turnOff: 'Turn it off',
    confirm: {
      title: (amount: string) => `Charge ${amount} whenever the wallet is low?`,
      text: 'You agree that the card is charged without asking you again, until you turn this off or remove the card. Each charge is told by mail.',
      threshold: 'When less can be spent than',
      amount: 'Charged each time',
      ceiling: 'At most in a calendar month',
      card: 'From',
      now: 'The balance is below that already, so the first charge follows within a minute.',
      act: 'Agree and turn on',
    },
    noCard: {
      title: 'No card is saved yet',
      text: 'Automatic recharge needs a card that you agreed to keep. Saving one charges nothing; the warning can be set without one.',
      action: 'Save a card',
    },
    halted: {
      title: 'Automatic recharge has stopped',
      text: (code: string) =>
        `The last time ${sayDecline(code)}. Nothing is charged until you turn it on again: choose another card, or the same once it can pay.`,
    },
    asking: {
      title: 'Your bank wants you to confirm a recharge',
      text: 'Nothing more is charged by itself until you have confirmed it or three days have passed.',
      action: 'Confirm the payment',
    },
    ceilingReached: {
      title: 'This month’s ceiling does not allow another recharge',
      text: (charged: string, ceiling: string) =>
        `${charged} of ${ceiling} are charged. Recharging goes on by itself next month, or at once if you raise the ceiling.`,
    },
    history: {
      title: 'Recharges',
      caption: 'Recharges, newest first',
      when: 'When',
      amount: 'Amount',
      card: 'Card',
      state: 'State',
      empty: {
        title: 'Nothing was charged by itself yet',
        text: 'Every recharge will stand here with what became of it.',
      },
      why: sayDecline,
    },
    done: {
      on: {
        title: 'Automatic recharge is on',
        text: 'The wallet is looked at after each sale and every minute.',
      },
      off: { title: 'Automatic recharge is off', text: 'Nothing is charged without you.' },
      saved: { title: 'The warning is set', text: 'You get a mail once when the balance falls below it.' },
    },
  },

  confirmPage: {
    meta: 'Confirm a recharge – Birja',
    title: 'Confirm with your bank',
    intro:
      'Your bank wants to see you before it pays a recharge. Until then nothing more is charged by itself, and orders that the wallet can no longer pay wait.',
    back: 'Wallet',
    list: 'Recharges that wait for you',
    waits: (card: string) => `Waits for the holder of ${card}`,
    since: 'since',
    act: (amount: string) => `Confirm ${amount}`,
    empty: {
      title: 'Nothing waits for your bank',
      text: 'When your bank asks you to confirm a recharge, it stands here.',
      action: 'To the wallet',
    },
    result: {
      paid: {
        title: (amount: string) => `${amount} are in your wallet`,
        text: 'Automatic recharge is on again, and the orders that waited go on within a minute.',
      },
      asking: {
        title: (amount: string) => `The payment of ${amount} is not confirmed`,
        text: 'Your bank did not let it pass, or has not told yet. Nothing was charged; you can try again.',
      },
      declined: {
        title: (amount: string) => `The payment of ${amount} was declined`,
        text: (code: string) =>
          `Nothing was charged: ${sayDecline(code)}. Top up by another card, then turn automatic recharge on again.`,
      },
      pending: {
        title: (amount: string) => `The payment of ${amount} is on its way`,
        text: 'Look again in a minute.',
      },
      canceled: {
        title: (amount: string) => `The payment of ${amount} is over`,
        text: () => 'Nothing was charged. Turn automatic recharge on again if you still want it.',
      },
    },
  },

  refund: {
    meta: 'Refund to card – Birja',
    title: 'Refund to card',
    intro:
      'What you have not spent goes back to the cards it came from, the newest payment first, and last the one whose card did not take it before: all of it, or as much as you choose. It leaves the wallet at once; the bank shows it within 5 to 10 days.',
    back: 'Wallet',
    label: (currency: string) => `Refund, ${currency}`,
    spendable: 'In the wallet',
    goesBack: 'Goes back to cards',
    stays: 'Stays in the wallet',
    staysWhy:
      'Only money that was paid by card, and less what went back already, can go to a card. Money that came by bank transfer and play money of the demo stay.',
    staysParts: (currency: string) => `So do parts of one ${currency}: cards take back whole ones only.`,
    act: (amount: string) => `Refund ${amount}`,
    amountOf: (currency: string) => `Refund a part, ${currency}`,
    amount: 'Another amount',
    amountHint: (most: string) => `Up to ${most}. Before anything moves you see which card gets how much.`,
    actSome: 'Refund this amount',
    invalid: 'Type an amount like 500 or 500.00.',
    tooMuch: (most: string) => `At most ${most} can go back to cards.`,
    notWhole: (currency: string) => `Cards take back whole ${currency} only.`,
    none: 'Nothing of this balance can go back to a card.',
    confirm: {
      title: (amount: string) => `Send ${amount} back to your cards?`,
      text: 'It leaves the wallet now. If a bank refuses it, it comes back into the wallet with the reason.',
      to: (card: string) => `To ${card}`,
      gets: (amount: string, payments: number) =>
        payments === 1 ? amount : `${amount}, from ${payments} payments`,
      left: 'Left in the wallet',
      recharges:
        'Automatic recharge is on: if the wallet is below its threshold afterwards, the card is charged again. Turn it off first if you do not want that.',
      act: (amount: string) => `Refund ${amount}`,
    },
    history: {
      title: 'Refunds',
      caption: 'Refunds to cards, newest first',
      when: 'When',
      amount: 'Amount',
      card: 'To',
      state: 'State',
      why: sayDecline,
      empty: { title: 'Nothing went back yet', text: 'Every refund will stand here with what became of it.' },
    },
    empty: {
      title: 'The wallet is empty',
      text: 'Nothing is left that could go back to a card.',
      action: 'To the wallet',
    },
    done: {
      refunded: {
        title: 'The money is on its way to your card',
        text: 'The bank shows it within 5 to 10 days.',
      },
    },
  },

  topUp: {
    save: 'Save this card',
    saveHint:
      'So that you can pay faster and turn automatic recharge on. It is charged only where you agree to it, and you can remove it at any time.',
    saves: 'Card',
    saved: 'Saved for later payments',
  },

  now: {
    asking: (amount: string) => `Your bank wants you to confirm a recharge of ${amount}; orders wait for it`,
    halted: (currency: string, code: string) =>
      `Automatic recharge of ${currency} has stopped: ${sayDecline(code)}`,
    low: (balance: string, threshold: string) => `The wallet holds ${balance}, less than ${threshold}`,
  },
};

/** Mails about wallets. Amounts come as they are to be read. */
export const cardMails = {
  lowSubject: (p: Params) => `Your wallet is low: ${p.balance} left`,
  low: (p: Params) => [
    `Your wallet holds ${p.balance}, less than the ${p.threshold} below which we warn you.`,
    'When it is empty, your orders buy nothing. Top up in time, or let it recharge by itself.',
  ],
  lowLink: 'Top up',
  paidSubject: (p: Params) => `Your wallet was recharged by ${p.amount}`,
  paid: (p: Params) => [
    `The wallet fell below your threshold, so ${p.amount} were charged to your card ending in ${p.last4} and can be spent now.`,
    'You can change this or turn it off at any time.',
  ],
  paidLink: 'Automatic recharge',
  asksSubject: (p: Params) => `Confirm a payment of ${p.amount} with your bank`,
  asks: (p: Params) => [
    `The wallet fell below your threshold, but your bank wants you to confirm the payment of ${p.amount} by the card ending in ${p.last4} yourself.`,
    'Nothing was charged yet. Automatic recharge, and orders that the wallet can no longer pay, are paused and go on once you have confirmed. You have three days.',
  ],
  asksLink: 'Confirm the payment',
  declinedSubject: (p: Params) => `A recharge of ${p.amount} did not go through`,
  declined: (p: Params) => [
    `We tried to recharge your wallet by ${p.amount} from the card ending in ${p.last4}: ${sayDecline(p.code ?? '')}. Nothing was charged.`,
    'Automatic recharge has stopped until you turn it on again. Top up by another card, or choose another one for recharging.',
  ],
  declinedLink: 'Look at it',
};
