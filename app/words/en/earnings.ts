/** What Stripe asks of who is paid, in our words; what has none is shown by Stripe's name. */
const ofPeople: Readonly<Record<string, string>> = {
  first_name: 'First name',
  last_name: 'Last name',
  dob: 'Date of birth',
  address: 'Home address',
  email: 'E-mail address',
  phone: 'Phone number',
  id_number: 'Personal identification number',
  nationality: 'Nationality',
  'verification.document': 'A photo of an identity document',
  'verification.additional_document': 'A second document, such as a proof of address',
  'relationship.title': 'Position in the company',
  'relationship.owner': 'Whether they own a part of the company',
  'relationship.executive': 'Whether they run the company',
};

/** Whose it is; of who is paid as a person it needs no saying. */
const people: Readonly<Record<string, string>> = {
  individual: '',
  person: ' of each person you named',
  representative: ' of who represents the company',
  owners: ' of the owners',
  directors: ' of the directors',
  executives: ' of who runs the company',
};

const requirements: Readonly<Record<string, string>> = {
  external_account: 'A bank account',
  business_type: 'Whether you are a company or a private person',
  tos_acceptance: 'Your agreement to the card processor’s terms',
  'business_profile.mcc': 'The line of business',
  'business_profile.url': 'Your website',
  'business_profile.product_description': 'What you sell, in a sentence',
  'company.name': 'The company’s name',
  'company.tax_id': 'The company’s tax number',
  'company.registration_number': 'The company’s registration number',
  'company.address': 'The company’s address',
  'company.phone': 'The company’s phone number',
  'company.owners_provided': 'Who owns the company',
  'company.directors_provided': 'Who directs the company',
  'company.executives_provided': 'Who runs the company',
  'company.verification.document': 'A document about the company',
};

const failures: Readonly<Record<string, string>> = {
  balance_insufficient: 'The exchange’s own account did not hold enough at that moment. The fault is ours.',
  insufficient_capabilities_for_transfer:
    'The payout account does not take money yet. Finish what is missing there.',
  account_invalid: 'The payout account was closed or taken from us. Set payouts up again.',
  resource_missing: 'The payout account does not exist any more. Set payouts up again.',
  transfers_not_allowed: 'The payout account may not receive money. Ask the card processor why.',
};

/** Every sentence about a seller's money. */
export const earningsWords = {
  meta: 'Earnings – Birja',
  title: 'Earnings',
  intro:
    'Your share of a sale is on hold until its dispute window ends. Then it is available, and is paid to your bank.',

  balances: {
    label: (currency: string) => `Balances in ${currency}`,
    pending: 'On hold',
    pendingHint: 'until dispute windows end',
    available: 'Available',
    availableHint: (least: string) => `paid out from ${least} on`,
    paidOut: 'Paid out',
    paidOutHint: 'with what is on its way',
    debt: 'Owed',
    debtHint: 'taken from your next sales',
  },

  pay: {
    act: (amount: string) => `Pay out ${amount} now`,
    byItself: 'It is also paid by itself, within some minutes.',
    againByItself: 'It is also tried again by itself, a day after it failed.',
    confirm: {
      title: (amount: string) => `Pay out ${amount}?`,
      text: 'The money leaves for your payout account at once. From there the card processor sends it to your bank, usually within two or three working days.',
      amount: 'Paid out',
      left: 'Left as available',
      act: (amount: string) => `Pay out ${amount}`,
    },
  },

  demoLacks:
    'In the demo buyers spend play money, and the card processor holds none of it. Log in as the buyer, top up at least this amount with a test card, and try again.',
  trouble: (amount: string) => `Your last payout, of ${amount}, did not arrive`,

  done: {
    paid: {
      title: 'The payout is on its way',
      text: 'It stands below with its state.',
    },
    returned: {
      title: 'We have looked at your payout account',
      text: 'How it stands is written below.',
    },
    unreachable: {
      title: 'The card processor does not answer right now',
      text: 'Nothing was changed. Try again in a minute.',
    },
  },

  account: {
    title: 'Payout account',
    paused: {
      title: 'Payouts are paused',
      text: 'The exchange has paused all payouts. Your money stays available and is paid when they go on.',
    },
    blocked: {
      title: 'Your organisation is blocked',
      text: 'Nothing is paid out until a moderator lifts the block.',
    },
    none: {
      title: 'Set up payouts to be paid',
      text: 'The card processor, Stripe, asks who you are and which bank account the money goes to. It takes about five minutes. We see neither documents nor bank details.',
    },
    country: 'Country of your bank account',
    countryHint: 'Your firm or you yourself must be registered in it.',
    chooseCountry: 'Choose a country',
    notReached: (country: string) =>
      `Stripe opens no accounts in your country (${country}). Be paid by bank transfer instead; or, with a firm and a bank account in one of the countries of the list, by Stripe.`,
    byBank: 'Be paid by bank transfer',
    alsoStripe: 'Be paid by Stripe as well',
    banks: {
      title: 'You are paid to your bank',
      text: 'What is available goes there with the next batch of payouts, by currency:',
      change: 'Bank details and payouts',
    },
    banksAndStripe: {
      title: 'You are paid to your bank and by Stripe',
      text: 'Whichever comes first takes what is available: the next batch of payouts to your bank, or a payout to your account at Stripe by your schedule. Bank details, by currency:',
      changeStripe: 'Account at Stripe',
    },
    stripeUnready: 'Your account at Stripe is not ready',
    setUp: 'Set up payouts',
    due: {
      title: 'Something is still missing',
      text: 'Until it is there, nothing can be paid to you. Stripe still asks for:',
    },
    begun: {
      title: 'The set-up is not finished',
      text: 'You can go on where you stopped.',
    },
    goOn: 'Go on with the set-up',
    checking: {
      title: 'Stripe is checking what you told it',
      text: 'That usually takes some minutes. You will be paid by itself once it is done.',
    },
    look: 'Look again',
    ready: {
      title: 'Your payout account is ready',
      text: 'Money reaches it. When you are paid stands under the payout schedule.',
    },
    change: 'Change details',
    ownerOnly: 'Only an owner of your organisation can do this.',
    requirement: (name: string) => {
      const known = requirements[name];
      if (known) return known;
      const [whose = '', ...rest] = name.split('.');
      const what = ofPeople[rest.join('.')];
      const of = people[whose];
      return what !== undefined && of !== undefined ? `${what}${of}` : name;
    },
  },

  views: { label: 'Lists', sales: 'Sales', payouts: 'Payouts' },

  sales: {
    caption: 'What you sold, newest first',
    lead: 'Lead',
    sold: 'Sold',
    price: 'Price',
    fee: 'Fee',
    share: 'Your share',
    status: 'State',
    free: 'Available',
    frozen: 'after the ruling',
    none: 'never',
    empty: {
      title: 'Nothing sold yet',
      text: 'Each sale will stand here with its price, our fee, your share and the day it becomes available.',
      action: 'Your offers',
    },
  },

  payouts: {
    caption: 'Payouts, newest first',
    when: 'When',
    amount: 'Amount',
    status: 'State',
    reason: 'What happened',
    pending: 'Waits for the card processor’s answer.',
    reversed: 'It came back from the card processor and is available again.',
    returned: 'The money is available again.',
    failure: (code: string) => failures[code] ?? `The card processor refused it (${code}).`,
    empty: {
      title: 'No payouts yet',
      text: 'Once your share of a sale is available it is paid out, and each payout stands here with its state.',
    },
  },
};
