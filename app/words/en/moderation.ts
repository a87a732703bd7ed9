import type { Trade } from '#app/domain/catalog/reference.ts';
import type { Event } from '#app/domain/delivery/endpoint.ts';
import type { MemberRole } from '#app/domain/identity/visitor.ts';

type Params = Readonly<Record<string, string>>;

function count(amount: number, one: string, many: string): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : many}`;
}

const trades: Readonly<Record<Trade, readonly [name: string, meaning: string]>> = {
  open: ['Open niche', 'An approved seller’s offer needs no review of its own.'],
  reviewed: ['Reviewed niche', 'Every offer of it is looked at before it goes on the market.'],
  forbidden: ['Not traded', 'Leads of this niche are not traded here: the offer can only be refused.'],
};
const roles: Readonly<Record<MemberRole, string>> = { owner: 'Owner', manager: 'Manager', agent: 'Agent' };
const events: Readonly<Partial<Record<Event, string>>> = {
  'lead.sold': 'The lead, with its contact',
  'lead.sale': 'The sale',
};

/** What is written to sellers about what a moderator decided. */
export const moderationMails = {
  sellerSubject: (p: Params) =>
    p.decision === 'approved' ? 'You may sell at Birja' : 'You were not let in as a seller',
  seller: (p: Params) =>
    p.decision === 'approved'
      ? [
          'A moderator looked at your organisation and let it in as a seller.',
          p.offers === '0'
            ? 'Your offers go on the market as soon as you list them, or once each was looked at where the niche asks for it.'
            : `Offers that went on the market with it: ${p.offers}.`,
        ]
      : [
          'A moderator looked at your organisation and did not let it in as a seller. Your offers are drafts.',
          `The reason: ${p.reason}`,
        ],
  offersLink: 'Look at your offers',
  offerSubject: (p: Params) =>
    p.decision === 'approved' ? 'Your offer is on the market' : 'Your offer was sent back',
  offer: (p: Params) =>
    p.decision === 'approved'
      ? ['A moderator looked at your offer and let it in. It takes leads from now on.']
      : [
          'A moderator looked at your offer and sent it back as a draft. Change what is named below and submit it again.',
          `The reason: ${p.reason}`,
        ],
  offerLink: 'Look at the offer',
} as const;

/** The moderators' desk. */
export const moderationWords = {
  trades,
  newTab: 'opens in a new tab',
  notGiven: 'not given',
  noContact: 'none',
  queueEmpty: 'Nothing waits here',

  home: {
    meta: 'Moderation – Birja',
    title: 'Now',
    tasks: 'What needs you now',
    nothing: 'Nothing waits for a moderator.',
    disputes: (n: number) => `${count(n, 'dispute waits', 'disputes wait')} for a ruling`,
    sellers: (n: number) => `${count(n, 'seller waits', 'sellers wait')} to be let in`,
    offers: (n: number) => `${count(n, 'offer waits', 'offers wait')} to be looked at`,
    oldest: 'How long the oldest waits',
    tiles: {
      toRule: 'Disputes to rule on',
      sellers: 'Sellers to let in',
      offers: 'Offers to look at',
      toAnswer: 'Disputes with their seller',
    },
    since: 'oldest:',
    none: 'none waits',
    next: 'Disputes to rule on, the longest waiting first',
  },

  sellers: {
    meta: 'Sellers – Birja',
    title: 'Sellers',
    intro: 'Who wants to sell here. Until a seller is let in, its offers wait.',
    tabs: 'Sellers by state',
    waiting: 'Waiting',
    approved: 'Approved',
    refused: 'Refused',
    caption: 'Sellers',
    name: 'Organisation',
    country: 'Country',
    page: 'Landing page',
    joined: 'Joined',
    decided: 'Decided',
    empty: {
      waiting:
        'New organisations that want to sell stand here until a moderator lets them in or refuses them.',
      approved: 'Sellers that were let in stand here.',
      refused: 'Sellers that were refused stand here, with the reason.',
    },
  },

  seller: {
    meta: 'Seller – Birja',
    back: 'All sellers',
    who: 'Who it is',
    country: 'Country',
    page: 'Landing page',
    joined: 'Joined',
    blocked: 'Blocked by an admin',
    lastReason: 'Refused because',
    disputes: 'Disputes',
    disputesOf: (opened: number, upheld: number, refused: number) =>
      `${opened} opened, ${upheld} upheld, ${refused} refused`,
    ofSales: (n: number) => `of ${count(n, 'sale', 'sales')}`,
    people: 'People',
    person: 'Name',
    email: 'E-mail',
    role: 'Role',
    roles,
    confirmed: 'Confirmed',
    unconfirmed: 'Not confirmed',
    offers: 'Offers that wait',
    offersIntro: 'Each can be opened and looked at before you decide.',
    offersNone: 'No offer of this seller waits.',
    offerName: (niche: string, place: string, more: number) =>
      more > 0 ? `${niche}, ${place} and ${more} more` : `${niche}, ${place}`,
    approve: 'Let this seller in',
    approveIntro: 'Its offers that you tick go on the market at once; the others keep waiting.',
    approveOffers: 'Offers that go on the market with it',
    approveSubmit: 'Let the seller in',
    refuse: 'Refuse this seller',
    refuseIntro:
      'All its offers go back to its drafts, and its listed leads leave the market. Leads it sold stay sold.',
    reason: 'Reason',
    reasonHint: 'The seller reads it in a mail. Say what would have to change.',
    refuseSubmit: 'Refuse the seller',
    errors: {
      reason: 'Say why, in 10 characters at least: the seller reads it.',
      tooLong: 'The reason must be 2,000 characters at most.',
    },
    ask: {
      title: 'Refuse this seller?',
      text: 'It can keep drafts, and put no offer on the market. It is told why.',
      seller: 'Seller',
      offers: 'Offers taken off the market',
      reason: 'Reason',
      confirm: 'Refuse the seller',
    },
    notices: {
      approved: { title: 'The seller was let in', text: 'It was told by mail.' },
      refused: { title: 'The seller was refused', text: 'It was told by mail, with the reason.' },
    },
  },

  offers: {
    meta: 'Offers in review – Birja',
    title: 'Offers in review',
    intro: 'The longest waiting first. An offer goes on the market only once somebody looked at it.',
    caption: 'Offers in review',
    offer: 'Offer',
    seller: 'Seller',
    ask: 'Ask',
    fair: 'Fair price',
    niche: 'Niche',
    waiting: 'Waits since',
    empty:
      'Offers of new sellers, and of niches that are looked at, stand here before they go on the market.',
  },

  offer: {
    meta: 'Offer – Birja',
    back: 'All offers in review',
    what: 'What is offered',
    seller: 'Seller',
    niche: 'Niche',
    regions: 'Regions',
    ask: 'Ask for a lead',
    fair: 'Fair price',
    band: (from: string, to: string) => `${from} to ${to}`,
    median: (price: string) => `median ${price}`,
    why: 'Why this price',
    exclusivity: 'Exclusivity',
    shared: (n: number) => `Shared, up to ${n} buyers`,
    target: 'Target action',
    channels: 'Where people leave their contact',
    traffic: 'Where the visitors come from',
    languages: 'Languages the people speak',
    page: 'Landing page',
    window: 'Dispute window',
    hours: (hours: number) => (hours % 24 === 0 ? count(hours / 24, 'day', 'days') : `${hours} h`),
    volume: 'Leads a day',
    consent: 'What people agree to',
    consentIntro: 'It must name that their contact is passed on, and for what.',
    notInReview: 'This offer does not wait for review',
    lastReason: 'It was sent back because:',
    sellerFirst: {
      title: 'Decide on the seller first',
      text: 'The seller was not let in yet. Let it in, and this offer can go on the market with it.',
      action: 'Open the seller',
    },
    approve: 'Put it on the market',
    approveText: 'It takes leads from this moment on, and the seller is told.',
    refuse: 'Send it back',
    reason: 'Reason',
    reasonHint: 'The seller reads it. Name what has to change.',
    refuseSubmit: 'Send the offer back',
    errors: {
      reason: 'Say what has to change, in 10 characters at least: the seller reads it.',
      tooLong: 'The reason must be 2,000 characters at most.',
    },
    notices: {
      approved: { title: 'The offer is on the market', text: 'Its seller was told by mail.' },
      refused: { title: 'The offer was sent back', text: 'Its seller was told by mail, with the reason.' },
    },
  },

  disputes: {
    meta: 'Disputes – Birja',
    title: 'Disputes',
    intro: 'Opened longest ago first.',
    filters: 'Disputes by state',
    states: {
      awaiting_moderator: 'To rule on',
      awaiting_seller: 'With the seller',
      decided: 'Decided',
      all: 'All',
    },
    caption: 'Disputes',
    dispute: 'Dispute',
    sides: 'Buyer and seller',
    found: (n: number) => count(n, 'dispute', 'disputes'),
    empty: 'Disputes that their seller contested or did not answer stand here until they are ruled on.',
  },

  one: {
    meta: 'Case – Birja',
    back: 'All disputes',
    sides: 'Both sides',
    buyer: 'Buyer',
    seller: 'Seller',
    record: (opened: number, upheld: number, refused: number) =>
      `${count(opened, 'dispute', 'disputes')}: ${upheld} upheld, ${refused} refused`,
    ofSales: (n: number) => `of ${count(n, 'sale', 'sales')}`,
    facts: 'At stake',
    price: 'Price',
    fee: 'Our fee of it',
    sold: 'Sold',
    window: 'Hold ends',
    due: 'Due',
    score: 'Score',
    scoreOf: (score: number | null) => (score === null ? 'none' : `${score} of 100`),
    ask: 'Ask',
    fair: 'Fair price at the sale',
    quote: 'How the fair price came about',
    consent: 'What the person agreed to',
    consentAt: 'Agreed',
    erased: 'The person withdrew: contact and consent are erased.',
    deliveries: 'What was sent of it',
    deliveriesIntro: 'Events to the endpoints of both sides, with what their servers answered.',
    deliveriesNone: 'Neither side has an endpoint that listens: the contact was read on the page.',
    event: 'Event',
    events,
    to: 'To',
    state: 'State',
    answered: 'Last answer',
    answer: (status: number | null, code: string | null) =>
      status === null ? (code ?? 'none') : `HTTP ${status}`,
    tries: 'Tries',
    when: 'When',
    attempts: 'What the buyer tried',
    attemptsIntro: 'As the buyer logged it, the last on top.',
    attemptsNone: 'The buyer logged no try to reach the person.',
    attempt: (channel: string, outcome: string) => `${channel}: ${outcome.toLowerCase()}`,
    contact: 'Contact',
    contactIntro:
      'Masked. Open it only where the case cannot be judged without it: who saw it and why is kept.',
    name: 'Name',
    phone: 'Phone',
    email: 'E-mail',
    why: 'Why you need to see it',
    whyHint: 'Do not name the person here.',
    show: 'Show the contact',
    shown: 'The contact, shown to you now. That you saw it is written down.',
    rule: 'Your ruling',
    ruleIntro: 'Both sides read your reasons. A ruling stands: it is not changed afterwards.',
    outcome: 'Outcome',
    upheld: 'Uphold the claim',
    upheldHint: (price: string) => `The buyer gets ${price} back.`,
    refused: 'Refuse the claim',
    refusedHint: 'The price stays with the seller; its hold runs on.',
    reasoning: 'Reasons',
    reasoningHint:
      'At least 20 characters. Say what you looked at and what follows from it; do not name the person.',
    early: 'Rule without waiting for the seller',
    earlyHint: (until: string) =>
      `The seller may answer until ${until}. That you did not wait is shown to both sides.`,
    submit: 'Rule',
    errors: {
      outcome: 'Choose whether the claim is upheld or refused.',
      reasoning: 'Give your reasons, in 20 characters at least: both sides read them.',
      tooLong: 'The reasons must be 2,000 characters at most.',
      early: 'The seller may still answer. Tick this to rule without waiting, or come back later.',
      why: 'Say why you need to see the contact, in 10 characters at least.',
    },
    asks: {
      upheld: {
        title: 'Uphold the claim, and give the price back?',
        text: 'The ruling stands: it cannot be changed afterwards.',
        confirm: (price: string) => `Uphold: give ${price} back`,
      },
      refused: {
        title: 'Refuse the claim?',
        text: 'The ruling stands: it cannot be changed afterwards.',
        confirm: 'Refuse the claim',
      },
      toBuyer: 'Goes back to the buyer',
      fromSeller: 'Out of the seller’s hold',
      fromFees: 'Out of our fees',
      staysHeld: 'Stays in the seller’s hold',
      until: 'Until',
      early: 'Seller’s time to answer',
      earlyValue: 'not waited for',
      reasoning: 'Reasons',
    },
    notices: {
      upheld: { title: 'Upheld: the buyer has the price back', text: 'Both sides were told.' },
      refused: { title: 'Refused: the seller’s hold runs on', text: 'Both sides were told.' },
    },
  },
} as const;
