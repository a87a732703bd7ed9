import type { DisputeReason } from '#app/domain/disputes/dispute.ts';

type Params = Readonly<Record<string, string>>;

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** What each reason is called, and when it is the right one. */
export const disputeReasons: Readonly<Record<DisputeReason, readonly [label: string, meaning: string]>> = {
  invalid_phone: [
    'The number does not work',
    'It does not exist, is switched off for good, or takes no calls.',
  ],
  invalid_email: ['The e-mail does not work', 'Mail to it comes back.'],
  wrong_person: ['Another person answers', 'Whoever answers is not who the lead names and never asked.'],
  never_requested: ['They never asked', 'The person is the right one and says that they sent no request.'],
  duplicate: ['You bought this lead before', 'The same person and request came to you from here already.'],
  already_customer: ['Already your customer', 'You had them before this lead was made.'],
  out_of_area: ['Outside the region', 'The need is not in the region that the lead names.'],
  wrong_service: ['Another service', 'They want something that is not of this niche.'],
  attributes_false: [
    'Answers are not true',
    'What the questionnaire says differs from what the person says.',
  ],
  stale: ['Too old', 'The request was made long before it was sold, or is settled since.'],
  exclusivity_breach: ['Not exclusive', 'Sold as exclusive, yet others called with the same request.'],
  fake_or_spam: ['Made up or spam', 'The request is a joke, a test of a form, or advertising.'],
  incentivised: ['Paid or lured to ask', 'They left the contact for a reward and want nothing.'],
  competitor_test: ['A competitor’s test', 'Somebody of the trade checks how you answer.'],
  underage: ['Under age', 'The person may not make such a deal yet.'],
  consent_risk: ['No consent', 'They say that they agreed to no call, or agreed to something else.'],
  delivery_error: ['Not delivered', 'The contact did not reach you, or reached you broken.'],
  other: ['Something else', 'Say what it is; without it a moderator cannot rule.'],
};

/** How a buyer is offered the reasons: by what is wrong, the most usual first. */
export const disputeReasonGroups: readonly { label: string; reasons: readonly DisputeReason[] }[] = [
  {
    label: 'The contact',
    reasons: ['invalid_phone', 'invalid_email', 'wrong_person', 'never_requested', 'delivery_error'],
  },
  { label: 'You had them already', reasons: ['duplicate', 'already_customer', 'exclusivity_breach'] },
  {
    label: 'The need',
    reasons: ['out_of_area', 'wrong_service', 'attributes_false', 'stale'],
  },
  { label: 'Not meant in earnest', reasons: ['fake_or_spam', 'incentivised', 'competitor_test'] },
  { label: 'Consent and age', reasons: ['consent_risk', 'underage'] },
  { label: 'None of these', reasons: ['other'] },
];

/** Where either side of a dispute asks, answers and reads. */
export const disputeWords = {
  reasonOf: (code: string) => disputeReasons[code as DisputeReason]?.[0] ?? code,
  meta: 'Disputes – Birja',
  state: 'State',
  reason: 'Reason',
  amount: 'Amount',
  due: 'Next step due',
  opened: 'Opened',
  lead: 'Lead',
  leadName: (niche: string, place: string) => `${niche}, ${place}`,
  back: 'All disputes',
  erased: 'Erased: the person behind this lead withdrew, and with them went what was written about them.',
  nothingWritten: 'Nothing was written.',
  pageOf: 'Disputes, newest first',

  buyer: {
    title: 'Disputes',
    intro:
      'Leads that you contest. While a dispute runs, the seller’s share is frozen; upheld, the price comes back.',
    empty: {
      title: 'You have contested no lead',
      text: 'A lead that is not what was sold can be contested from its page, while its dispute window runs. The seller answers first; then a moderator rules.',
      action: 'Go to the inbox',
    },
    notices: {
      opened: {
        title: 'The lead is contested',
        text: 'The seller’s share is frozen. The seller answers first; you are told by e-mail how it ends.',
      },
    },
  },

  seller: {
    title: 'Disputes',
    intro: 'Leads that a buyer contests. Your share of each is frozen until it is decided.',
    empty: {
      title: 'No buyer has contested a lead of yours',
      text: 'When one does, you see here what is claimed, answer within the time that runs beside it, and read how it was decided.',
      action: 'Go to your leads',
    },
    notices: {
      agreed: {
        title: 'You agreed: the buyer has the price back',
        text: 'Your share was taken out of its hold, and our fee was given back too.',
      },
      contested: {
        title: 'Your answer is with the moderator',
        text: 'The moderator reads both sides and the checks of the lead, and rules in writing.',
      },
    },
  },

  open: {
    meta: 'Contest a lead – Birja',
    title: 'Contest this lead',
    back: 'Back to the lead',
    stake: 'At stake',
    stakeText: (price: string) => `Upheld, ${price} comes back to your wallet, our fee included.`,
    until: 'Window ends',
    next: 'What follows',
    nextText: (hours: number) =>
      `The seller has ${count(hours, 'hour', 'hours')} to agree or to contest it. Contested or unanswered, a moderator rules in writing.`,
    reason: 'What is wrong with it',
    detail: 'What happened',
    detailHint:
      'When you called or wrote, how often, what was said, what came back. The seller and the moderator read it; it is kept sealed.',
    notReasons: 'What is no reason',
    notReasonsList: [
      'They changed their mind.',
      'They only look around, or compare prices.',
      'They hired somebody else.',
      'You did not win the job.',
      'They did not pick up: try on several days first. It counts only where the offer promises an answer.',
    ],
    submit: 'Contest this lead',
    errors: {
      reason: 'Choose what is wrong with the lead.',
      detail: 'Say what happened: without it nobody can judge this reason.',
      tooLong: 'What happened must be 2,000 characters at most.',
    },
    closed: {
      over: {
        title: 'The dispute window of this lead is over',
        text: 'Its price can no longer be claimed back here.',
      },
      exists: {
        title: 'This lead is contested already',
        text: 'A lead is contested once. How it stands, you see in the dispute.',
        action: 'Open the dispute',
      },
    },
  },

  one: {
    meta: 'Dispute – Birja',
    title: (reason: string) => `Dispute: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
    claim: 'The buyer’s claim',
    yourClaim: 'Your claim',
    answer: 'The seller’s answer',
    yourAnswer: 'Your answer',
    answers: { agrees: 'Agrees with the claim', contests: 'Contests the claim' },
    noAnswerYet: 'The seller has not answered yet.',
    noAnswer: 'The seller did not answer in time.',
    ruling: 'The ruling',
    rulingBySeller: 'The seller agreed with the claim, so it was upheld at once.',
    rulingEarly: 'Ruled before the seller’s time to answer was over.',
    noRuling: {
      awaiting_seller: 'A moderator rules if the seller contests the claim or does not answer.',
      awaiting_moderator: 'A moderator reads both sides and rules in writing.',
    },
    facts: 'At stake',
    price: 'Price of the lead',
    share: 'Your share',
    sale: 'Lead',
    due: 'Due',
    dueSeller: 'the seller’s answer',
    dueModerator: 'the ruling, as a target',
    history: 'What happened',
    events: {
      sold: 'Sold',
      opened: 'Contested',
      agreed: 'The seller agreed',
      contested: 'The seller contested it',
      passed: 'The seller’s time to answer ended',
      upheld: 'Upheld',
      refused: 'Refused',
    },
    money: 'Money',
    moneyKinds: {
      sale_share: 'Paid to the seller’s hold',
      sale_fee: 'Paid as our fee',
      dispute_share: 'Back from the seller’s hold',
      dispute_fee: 'Back from our fee',
    },
    moneySellerKinds: {
      sale_share: 'Your share, held',
      hold_release: 'Your share, freed',
      dispute_share: 'Your share, taken out of its hold',
    },
    moneyLine: 'What moved',
    moneyAt: 'When',
    moneyAmount: 'Amount',
    moneyOpen: {
      buyer: 'Nothing moves until it is decided: the seller’s share stays frozen.',
      seller: 'Your share stays frozen until it is decided.',
    },
    moneyUpheld: {
      buyer: (back: string) => `${back} are back in your wallet, our fee included.`,
      seller: (taken: string) => `${taken} were taken out of your hold. Our fee was given back as well.`,
    },
    moneyRefused: {
      buyer: 'Refused: the price stays with the seller.',
      seller: 'Refused: your hold runs on, and your share is freed when it ends.',
    },
    checks: 'The lead as it was sold',
    checksIntro: 'What was checked before anyone could buy it, and with what result.',
    leadLink: 'Open the lead',
  },

  answer: {
    title: 'Your answer is needed',
    clock: (until: string) => `Answer until ${until} UTC`,
    afterwards: 'Without an answer a moderator rules on the claim alone.',
    question: 'What do you say to the claim',
    agrees: 'I agree',
    agreesHint: (price: string) => `The buyer gets ${price} back at once, and the dispute is over.`,
    contests: 'I contest it',
    contestsHint: 'A moderator reads your words and the checks, and rules.',
    detail: 'In your words',
    detailHint:
      'How this lead was made, what the person agreed to, what speaks against the claim. Needed where you contest.',
    submit: 'Answer',
    onlyManagers: 'A manager or owner of your organisation answers disputes.',
    errors: {
      reply: 'Choose whether you agree or contest.',
      detail: 'Say why you contest the claim: the moderator rules on what you write.',
      tooLong: 'Your answer must be 2,000 characters at most.',
    },
    ask: {
      title: 'Agree, and give the price back?',
      text: 'The buyer’s claim is upheld at once. This cannot be taken back.',
      price: 'Goes back to the buyer',
      share: 'Out of your hold',
      fee: 'Our fee, given back too',
      confirm: (price: string) => `Give ${price} back`,
    },
  },
} as const;

/** What is written to the sides of a dispute; nothing of what they wrote themselves. */
export const disputeMails = {
  openedSubject: 'A buyer contests a lead you sold',
  opened: (p: Params) => [
    `A buyer contests a lead that you sold. What is claimed: ${reasonIn(p)}.`,
    `Answer until ${momentOf(p.until)}. Without an answer a moderator rules on the claim alone. Until it is decided, your share is frozen.`,
  ],
  openedLink: 'Read the claim and answer',
  decidedSubject: (p: Params) => (p.outcome === 'upheld' ? 'A dispute was upheld' : 'A dispute was refused'),
  decided: (p: Params) => [
    `${decidedBy(p)} What was claimed: ${reasonIn(p)}.`,
    (p.side === 'buyer' ? buyersEnd : sellersEnd)[p.outcome ?? ''] ?? '',
  ],
  decidedLink: 'Read the dispute',
} as const;

function momentOf(iso = ''): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function reasonIn(p: Params): string {
  const reason = disputeWords.reasonOf(p.reason ?? '');
  return `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
}

function decidedBy(p: Params): string {
  if (p.by === 'seller') return 'The seller agreed with the claim.';
  return p.outcome === 'upheld' ? 'A moderator upheld the claim.' : 'A moderator refused the claim.';
}

const buyersEnd: Params = {
  upheld: 'The price is back in your wallet, our fee included.',
  refused: 'The price stays with the seller. The moderator’s reasons stand in the dispute.',
};
const sellersEnd: Params = {
  upheld: 'Your share was taken out of its hold. The reasons stand in the dispute.',
  refused: 'Your hold runs on, and your share is freed when it ends.',
};
