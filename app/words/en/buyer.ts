import type { OrderReason } from '#app/domain/exchange/explain-order.ts';
import type { InboxView } from '#app/domain/inbox/inbox-view.ts';
import type { JunkReason, NextAction, Outcome, WorkChannel } from '#app/domain/inbox/work.ts';

const MINUTE_MS = 60_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function count(amount: number, one: string, many: string): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : many}`;
}

/** A count that was given up at a limit says so. */
function countUpTo(amount: number, limit: number, one: string, many: string): string {
  return amount < limit ? count(amount, one, many) : `${upTo(amount, limit)} ${many}`;
}

function upTo(amount: number, limit: number): string {
  return amount < limit ? String(amount) : `${limit.toLocaleString('en')}+`;
}

/** A length of time in the two largest units that say something. */
function duration(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 60) return `${Math.max(1, minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0
    ? count(hours / 24, 'day', 'days')
    : `${count(Math.floor(hours / 24), 'day', 'days')} ${hours % 24} h`;
}

const channels: Record<WorkChannel, string> = {
  call: 'Call',
  message: 'Message',
  email: 'E-mail',
  meeting: 'Meeting',
  other: 'Another way',
};

const junkReasons: Record<JunkReason, string> = {
  wrong_contact: 'Wrong contact',
  by_mistake: 'Came by mistake',
  wrong_service: 'Wants what we do not sell',
  out_of_area: 'Outside our area',
  duplicate: 'We had them already',
  fake_or_spam: 'Fake or spam',
  other: 'Another reason',
};

const nextActions: Record<NextAction, string> = {
  call: 'Call',
  message: 'Write a message',
  email: 'Write an e-mail',
  meeting: 'Meeting',
};

const outcomes: Record<Outcome, string> = {
  reached: 'Reached',
  no_answer: 'No answer',
  callback: 'Call back',
  meeting: 'Meeting',
  won: 'Won',
  lost: 'Lost',
  junk: 'Junk',
  note: 'Note',
};

/** What a button or a choice means, before it is pressed. */
const outcomeHints: Record<Outcome, string> = {
  reached: 'You spoke or wrote with each other',
  no_answer: 'A next try is proposed',
  callback: 'They asked to be called at a time',
  meeting: 'A visit, a call or an appointment with a time',
  won: 'They bought',
  lost: 'They wanted it, and do not buy from you',
  junk: 'The lead itself is no good; say why',
  note: 'Only something to remember',
};

const periods = {
  hour: 'this hour',
  day: 'today',
  week: 'this week',
  month: 'this month',
  total: 'in total',
};

/** Every sentence of the pages where one buys. */
export const buyerWords = {
  count,
  duration,
  channels,
  junkReasons,
  nextActions,
  outcomes,
  outcomeHints,
  yes: 'Yes',
  no: 'No',
  /** The day as a calendar says it, `days` away from today. */
  dayAndTime: (days: number, day: number, month: number, time: string) => {
    if (days === 0) return `today ${time}`;
    if (days === 1) return `tomorrow ${time}`;
    if (days === -1) return `yesterday ${time}`;
    return `${day} ${MONTHS[month]} ${time}`;
  },
  whole: (name: string) => `${name}: all niches`,
  older: { label: 'Further entries', older: 'Older ones', newest: 'Newest ones' },
  andMore: (n: number) => `and ${n} more`,
  temperature: (name: string, score: number | null) => (score === null ? name : `${name}, score ${score}`),

  reasons: {
    paused: () => 'Paused: it buys nothing until you let it go on.',
    paused_for_bank: () =>
      'Paused: your bank asks you to confirm the automatic recharge. Confirm it on the wallet page, or top up, and it goes on.',
    recharge_asks: () => 'Your bank asks you to confirm the automatic recharge. The wallet page leads there.',
    recharge_halted: (isCardGone: boolean) =>
      isCardGone
        ? 'Automatic recharge is halted because its card was removed. Choose another on the wallet page.'
        : 'Automatic recharge is halted because your bank declined it. The wallet page says why.',
    money_frozen: () =>
      'A payment into your wallet is disputed with your bank, so nothing is bought. Your wallet says more.',
    blocked: () => 'The exchange stopped the trade of your organisation. Write to us to have it looked at.',
    wallet_empty: (currency: string) => `There is no money in ${currency}. Top up, and it buys at once.`,
    wallet_below_offers: (balance: string, cheapest: string) =>
      `The wallet holds ${balance}; the cheapest offer that fits asks for ${cheapest}.`,
    wallet_below_top: (balance: string) =>
      `It bids ${balance}, all that is in the wallet: less than its top price.`,
    outside_hours: (until: string) => `Outside of its hours. It buys on from ${until}.`,
    cap_reached: (period: 'hour' | 'day' | 'week' | 'month', until: string) =>
      `Its cap for ${periods[period]} is reached. It buys on from ${until}.`,
    budget_spent: (period: 'day' | 'month' | 'total', left: string, until: string | null) =>
      period === 'total'
        ? `Its whole budget is spent (${left} left). Raise it to go on.`
        : `Its budget for ${periods[period]} is spent (${left} left). It buys on from ${until}.`,
    offers_too_dear: (n: number, cheapest: string) =>
      `${count(n, 'offer fits', 'offers fit')} its niches and regions; the cheapest asks for ${cheapest}, above its top price.`,
    no_offers: (currency: string) =>
      `No seller offers leads of its niches and regions in ${currency} now. It waits for one.`,
  } satisfies Record<OrderReason['code'], (...values: never[]) => string>,

  home: {
    meta: 'Buying – Birja',
    title: 'Now',
    tasks: 'What needs you now',
    nothing: 'Nothing waits for you.',
    task: {
      untried: (n: number, limit: number) =>
        `${countUpTo(n, limit, 'new lead waits', 'new leads wait')} for a first try`,
      promises: (n: number, limit: number) =>
        `${countUpTo(n, limit, 'callback or meeting is due', 'callbacks and meetings are due')} now`,
      closing: (n: number, limit: number) =>
        `${countUpTo(n, limit, 'lead nobody tried', 'leads nobody tried')}: the dispute window closes within 24 hours`,
      due: (n: number, limit: number) =>
        `${countUpTo(n, limit, 'other next step is', 'other next steps are')} due`,
      contested: (n: number, amount: string | null) =>
        `${count(n, 'dispute of yours runs', 'disputes of yours run')}${amount === null ? '' : ` over ${amount}`}: the seller answers, or a moderator rules.`,
      decided: (outcome: 'upheld' | 'refused', amount: string, when: string) =>
        outcome === 'upheld'
          ? `Your claim was upheld ${when}: ${amount} are back in your wallet.`
          : `Your claim over ${amount} was refused ${when}. Read why.`,
      stopped: (order: string, reason: string) => `${order} – ${reason}`,
      low: (balance: string, leads: number) =>
        leads === 0
          ? `${balance} is left: less than one lead at your top price.`
          : `${balance} is left: ${count(leads, 'lead', 'leads')} at your top price.`,
      noOrder: 'No standing order buys for you yet.',
    },
    hottest: 'New leads, the hottest first',
    hottestIntro:
      'Each waits since it was bought. Late is what waits longer than the usual standard of its channel.',
    allNew: 'All new leads',
    waiting: (ms: number, standardMs: number) => `waits ${duration(ms)}, standard ${duration(standardMs)}`,
    waitsLate: 'Late',
    open: 'Open the lead',
    going: 'How it is going',
    tiles: {
      today: 'Spent today',
      week: 'Spent in 7 days',
      leads: (n: number) => count(n, 'lead', 'leads'),
      median: 'Median price, 7 days',
      perLead: 'for one lead',
      reached: 'Reached, 30 days',
      ofTried: 'of the leads tried',
      won: 'Won, 30 days',
      ofBought: (n: number) => `of ${count(n, 'lead', 'leads')} bought`,
      response: 'First try after, 30 days',
      responseSub: 'median',
      none: '–',
      percent: (share: number) => `${Math.round(share * 100)} %`,
    },
    start: {
      title: 'To your first lead',
      steps: { topUp: 'Top up', order: 'Make an order', lead: 'First lead' },
      topUp: {
        text: 'Leads are paid from your wallet, in the currency of the seller’s ask. The balance never expires, and what is unspent stays yours.',
        action: 'Top up the wallet',
      },
      order: {
        text: 'A standing order says which leads you want and what you pay at most. It buys each fitting lead the moment it passes its checks.',
        action: 'Make a standing order',
      },
      lead: {
        text: 'Your order buys. The next lead that fits comes to your inbox with its contact; this page counts from then on.',
        action: 'Open the inbox',
      },
      singly: 'Or buy one lead singly on the open market',
    },
  },

  orders: {
    meta: 'Orders – Birja',
    title: 'Standing orders',
    intro: 'An order buys every lead that fits, up to its top price, its caps and its budgets.',
    create: 'New order',
    list: 'Your orders',
    empty: {
      title: 'No standing order yet',
      text: 'A standing order says which leads you want, where, and what you pay at most. It buys each one the moment it passes its checks, before it reaches the open market.',
    },
    top: 'Top price',
    today: 'Today',
    bought: (n: number, cap: number | null) =>
      cap === null
        ? count(n, 'lead', 'leads')
        : `${n.toLocaleString('en')} of ${count(cap, 'lead', 'leads')}`,
    spent: (spent: string, budget: string | null) => (budget === null ? spent : `${spent} of ${budget}`),
    month: 'This month',
    total: 'Whole budget',
    offers: 'Offers that fit',
    offersFit: (n: number, dearer: number) =>
      dearer === 0 ? `${n}` : `${n}, and ${dearer} above the top price`,
    filters: 'Only',
    onlyScore: (score: number) => `score ${score} or more`,
    onlyKnown: 'no unknown check',
    onlySpeaking: (languages: string) => `speaks ${languages}`,
    waiting: 'It buys the next lead that fits.',
    edit: 'Change',
    pause: 'Pause',
    resume: 'Let it buy',
    askAgents: 'Managers and owners make and change orders.',
    done: {
      created: { title: 'The order buys from now on', text: 'The next lead that fits comes to your inbox.' },
      kept: { title: 'The order is kept, paused', text: 'Nothing is bought until you let it buy.' },
      saved: { title: 'The order is changed' },
      paused: { title: 'The order is paused', text: 'It buys nothing until you let it go on.' },
      resumed: { title: 'The order buys again' },
    },
    confirm: {
      create: 'Let this order buy?',
      change: 'Let the changed order buy?',
      resume: 'Let this order buy again?',
      text: 'From now on it buys every lead that fits, without asking again. It stops at its caps and budgets, at the end of the wallet, or when you pause it.',
      changed: 'The order was changed meanwhile. These are its terms now.',
      top: 'At most for one lead',
      day: 'At most in one day',
      dayFigure: (amount: string, leads: number | null) =>
        leads === null ? amount : `${amount} (${count(leads, 'lead', 'leads')})`,
      noLimit: (balance: string) => `all of the wallet: ${balance}`,
      balance: (currency: string) => `In the wallet, ${currency}`,
      act: 'Let it buy',
    },
  },

  orderForm: {
    metaNew: 'New order – Birja',
    metaChange: 'Change an order – Birja',
    titleNew: 'New standing order',
    titleChange: 'Change the order',
    back: 'Standing orders',
    niches: 'Niches',
    nichesHint: 'A whole sector counts for every niche in it.',
    regions: 'Regions',
    regionsHint: 'A country counts for all that lies in it.',
    price: 'Top price for one lead',
    priceHint:
      'You pay the seller’s ask, or the next best bid where that is higher: often less, never more than this. Sellers see it on the demand board, cut to two figures and without your name.',
    currencyStays: 'The currency of an order stays.',
    fair: 'Fair price of your first niche in your first region, warm',
    band: (from: string, to: string, median: string) =>
      `8 of 10 sales are expected between ${from} and ${to}, median ${median}.`,
    why: 'Why this price',
    noFair: 'Choose a niche and a region, and the fair price of their leads stands here.',
    temperature: 'Temperature',
    temperatureHint: 'None ticked means any.',
    temperatureNotes: {
      hot: 'wants to buy within two weeks, or booked a meeting',
      warm: 'is choosing',
      cold: 'wants it in more than 90 days',
    },
    minScore: 'Least score',
    minScoreHint:
      '0 to 100: the chance in percent that you reach a person who wants this. 0 takes every lead that passed.',
    acceptUnknown: 'Also leads with an unknown check',
    acceptUnknownHint:
      'Unknown means that a check could not tell: a mobile number names no region, a mail server did not answer. It is no fault. Without these leads you get fewer.',
    languages: 'Languages',
    languagesHint:
      'None ticked means any. A lead that does not say its language counts as unknown: it comes only where you take those.',
    caps: 'Caps: leads at most',
    capsHint: 'Empty means no cap. A lead that is given back later still counts.',
    cap: { hour: 'In an hour', day: 'In a day', week: 'In a week', month: 'In a month' },
    budgets: 'Budgets: money at most',
    budgetsHint:
      'In the currency of the top price. A budget is a wall, not a target: a lead that would pass it is not bought, not even by one unit. Money given back for a lead is free again.',
    budget: { day: 'In a day', month: 'In a month', total: 'Altogether' },
    hours: 'Days on which it buys',
    hoursHint:
      'None ticked means at any hour of any day. Leads that come at other hours go to others, or to the market.',
    from: 'From',
    to: 'Until',
    toHint: 'Earlier than “From” means until that hour of the next day.',
    timezone: 'Time zone',
    timezoneHint: 'Hours are read from its clock; days, weeks and months of caps and budgets begin by it.',
    activate: 'Save and let it buy',
    keep: 'Save as paused',
    save: 'Save and let it buy',
    errors: {
      niches: 'Choose at least one niche, and no more than 60.',
      regions: 'Name at least one region, and no more than 100.',
      max_price: 'Type the top price as an amount above zero, such as 300 or 300.50.',
      min_score: 'The least score is a whole number from 0 to 100.',
      languages: 'Tick languages from the list, at most 20.',
      cap: 'A cap is a whole number from 1 to 1,000,000, or empty.',
      budget: 'A budget is an amount above zero, such as 5000, or empty.',
      hours: 'Choose two different hours.',
      timezone: 'Choose a time zone from the list.',
    },
  },

  inbox: {
    meta: 'Inbox – Birja',
    title: 'Inbox',
    views: {
      due: 'Due',
      new: 'New',
      mine: 'Mine',
      today: 'Today',
      open: 'All open',
      done: 'Done',
    } satisfies Record<InboxView, string>,
    viewsLabel: 'Views of the inbox',
    upTo,
    further: {
      label: 'Further leads',
      first: 'Back to the first',
      next: 'Next leads',
      look: 'Look on',
    },
    lookedThrough: (n: number) => `${n.toLocaleString('en')} leads were looked through for these.`,
    emptyCut: {
      title: 'None of these leads fits the filters',
      text: 'There are more leads than are looked through at once. Look on below.',
    },
    emptyFurther: {
      title: 'Nothing follows here any more',
      text: 'What stood here was worked meanwhile. Go back to the first leads.',
    },
    list: 'Leads',
    filters: 'Filters',
    filterSummary: 'Filter',
    niche: 'Niche',
    anyNiche: 'All niches',
    region: 'Region',
    anyRegion: 'All regions',
    state: 'State',
    anyState: 'All states',
    apply: 'Show',
    noName: 'No name given',
    erased: 'Erased lead',
    erasedText: 'The person withdrew: their contact, and what was noted about them, are erased.',
    keptNoLonger:
      'The time for which a contact is kept is over: it is erased, and so is what was noted about the person.',
    call: (phone: string) => `Call ${phone}`,
    write: (email: string) => `Write to ${email}`,
    bought: 'bought',
    late: 'Late',
    waits: (ms: number, standardMs: number) => `waits ${duration(ms)}, standard ${duration(standardMs)}`,
    attempts: (n: number) => count(n, 'try', 'tries'),
    next: (action: string, when: string) => `${action}: ${when}`,
    noNext: 'No next step: decide what becomes of this lead',
    untried: 'Not tried yet',
    inHand: (name: string) => `in the hands of ${name}`,
    refunded: 'Money given back',
    more: 'Call back, meeting, won, lost, junk',
    moreActs: (name: string) => `More outcomes of ${name}`,
    at: 'Call back or meet at',
    atUnknown: 'This is no date and time. Choose one, such as tomorrow at nine.',
    flash: (outcome: Outcome) => `Logged: ${outcomes[outcome].toLowerCase()}`,
    callBackThen: 'Call back then',
    meetThen: 'Meeting then',
    junkReason: 'Why it is junk',
    chooseReason: 'Choose why',
    asJunk: 'Junk',
    details: 'Note, checks, price, history',
    logged: (outcome: string, name: string) => `${outcome}: ${name}.`,
    nextOf: (action: string, when: string) => `Next: ${action.toLowerCase()} ${when}.`,
    closedOf: 'Nothing more is planned.',
    undecided: 'Tried often enough: decide whether it is lost or junk.',
    seeLead: 'Open the lead',
    empty: {
      due: { title: 'Nothing is due', text: 'New leads and next steps whose time has come stand here.' },
      new: {
        title: 'No lead waits for a first try',
        text: 'Each lead you buy stands here until somebody tried it.',
      },
      mine: {
        title: 'You have no open lead in hand',
        text: 'A lead is yours once you log something about it, or when a colleague hands it to you.',
      },
      today: {
        title: 'Nothing is planned for today',
        text: 'Callbacks, meetings and next tries stand here, in the order of their time.',
      },
      open: { title: 'No open lead', text: 'Leads that are neither won, lost nor junk stand here.' },
      done: {
        title: 'No lead is done yet',
        text: 'Won, lost and junk leads stand here, and those you got your money back for.',
      },
    } satisfies Record<InboxView, { title: string; text: string }>,
    emptyAll: {
      title: 'No lead has been bought yet',
      text: 'Every lead you buy comes here with its contact: to be called, logged and followed up, on a phone as well.',
      ordered:
        'The next lead that fits your standing order comes here with its contact: to be called, logged and followed up, on a phone as well.',
      order: 'Make a standing order',
      orders: 'See your orders',
      market: 'Buy one singly',
    },
    emptyFiltered: { title: 'No lead fits these filters', text: 'Take one of them away to see more.' },
  },

  sale: {
    meta: 'Lead – Birja',
    back: 'Inbox',
    contact: 'Contact',
    phone: 'Phone',
    phoneSent: 'Phone as it was sent',
    email: 'E-mail',
    city: 'City as it was sent',
    photos: 'Photos',
    photo: (n: number) => `Photo ${n}`,
    quick: 'What came of it',
    quickIntro: 'One tap logs it; the next step is proposed.',
    log: 'Log more',
    outcome: 'Outcome',
    channel: 'How',
    junkReason: 'Why it is junk',
    notJunk: 'It is not junk',
    nextAction: 'Next step',
    usual: 'As usual after this outcome',
    nextAt: 'When',
    nextAtHint: 'A callback and a meeting need a time. Otherwise empty means: as proposed.',
    note: 'Note',
    noteHint: 'Seen by your organisation only, and erased with the lead.',
    submit: 'Log it',
    assignment: 'In whose hands',
    colleague: 'Colleague',
    nobody: 'Nobody',
    assign: 'Hand over',
    work: 'Work on it',
    noWork: 'Nobody has logged anything yet.',
    firstResponse: (ms: number, standardMs: number) =>
      `First try ${duration(ms)} after the sale; the standard of its channel is ${duration(standardMs)}.`,
    entry: (outcome: string, channel: string, person: string) =>
      `${outcome} · ${channel.toLowerCase()} · ${person}`,
    formerColleague: 'a former colleague',
    entryNext: (action: string, when: string) => `Next: ${action.toLowerCase()} ${when}`,
    need: 'Need',
    message: 'Message',
    noMessage: 'No message was left.',
    niche: 'Niche',
    place: 'Place',
    wanted: 'Wanted within',
    days: (n: number) => count(n, 'day', 'days'),
    budget: 'Budget',
    decides: 'Decides alone',
    prefers: 'Prefers to be reached by',
    language: 'Language',
    targetAction: 'What they did',
    temperature: 'Temperature',
    score: 'Score',
    scoreOf: (score: number) => `${score} of 100: the chance that you reach a person who wants this`,
    extra: 'Other answers',
    checks: 'Checks',
    checksIntro: 'As they stood when the lead was sold.',
    price: 'Price',
    priceIntro: 'Frozen at the moment of the sale.',
    paid: 'You paid',
    ask: 'The seller asked',
    copies: 'Copies on sale',
    bids: 'Bids',
    bidsOf: (n: number) => count(n, 'bid', 'bids'),
    losing: 'Highest bid that did not win',
    noLosing: 'none: the ask is the price',
    how: 'How it was sold',
    secondPrice: 'By auction among standing orders: the higher of the ask and the best bid that did not win',
    openMarket: 'Singly on the open market, at the ask',
    order: 'Order',
    orderLink: 'The order that bought it',
    fairBand: 'Fair price then',
    band: (from: string, to: string, median: string) => `${from} to ${to}, median ${median}`,
    quote: 'What the fair price is made of',
    quoteIntro: (version: string) => `The quote as it stood then, by price model ${version}.`,
    money: 'Money',
    state: 'State',
    soldAt: 'Bought',
    held: (until: string) => `The seller gets it when the dispute window closes, ${until}.`,
    disputed: 'Frozen until the dispute is decided.',
    released: 'The dispute window is over; the seller has it.',
    refundedMoney: 'It is back in your wallet.',
    window: 'Dispute window',
    windowOpen: (left: string, until: string) => `Open for ${left}, until ${until}`,
    windowOver: (since: string) => `Closed since ${since}`,
    claim: 'Contest this lead',
    seeDispute: 'See the dispute',
    source: 'Where it comes from',
    channelOf: 'Came by',
    traffic: 'Traffic',
    campaign: 'Campaign',
    subIds: 'Sub IDs',
    page: 'Page',
    created: 'Left their contact',
    consent: 'Consent',
    consentGiven: 'Given',
    consentPage: (url: string) => `On the page ${url}`,
    done: {
      bought: { title: 'The lead is yours', text: 'The sooner you call, the better the chance.' },
      logged: { title: 'Logged' },
      assigned: { title: 'Handed over' },
    },
  },

  market: {
    meta: 'Buy singly – Birja',
    title: 'Buy singly',
    intro: 'Checked leads that no standing order took. The contact is yours once you bought it.',
    filters: 'Filters',
    niche: 'Niche',
    anyNiche: 'All niches',
    region: 'Region',
    regionHint: 'A country, region or city; empty for all',
    regionUnknown: (typed: string) => `No place is called “${typed}”. All regions are shown.`,
    max: 'Price at most',
    maxUnknown: 'This is no amount. All prices are shown.',
    show: 'Show leads',
    came: 'Came',
    caption: 'Leads for sale, newest first',
    lead: 'Lead',
    heat: 'Temperature',
    checks: 'Checks',
    copies: 'Exclusivity',
    onlyYou: 'Exclusive',
    copiesLeft: (left: number, of: number) => `Shared, ${left} of ${of} left`,
    price: 'Price',
    fair: 'Fair price',
    band: (from: string, to: string) => `${from} to ${to}`,
    act: 'Buy',
    exclusive: 'Exclusive: sold once',
    shared: (left: number, of: number) => `Shared: ${left} of ${count(of, 'copy', 'copies')} left`,
    look: 'See and buy',
    lookAt: (niche: string, place: string) => `: ${niche}, ${place}`,
    empty: {
      title: 'No lead fits these filters',
      text: 'Leads that fit a standing order are sold at once and never come here. An order of your own gets them first.',
      action: 'Make a standing order',
    },
    emptyAll: {
      title: 'No lead is for sale singly at this moment',
      text: 'What stands here are checked leads that no standing order took. A standing order of your own gets leads before they come here.',
      action: 'Make a standing order',
    },
  },

  listing: {
    meta: 'Lead for sale – Birja',
    back: 'Buy singly',
    toLead: 'The lead',
    buy: (price: string) => `Buy for ${price}`,
    need: 'Need',
    price: 'Price',
    ask: 'The seller asks',
    fair: 'Fair price',
    fairIntro: 'What such a lead is worth this month, factor by factor.',
    exclusivity: 'Exclusivity',
    window: 'Dispute window after the sale',
    hours: (hours: number) =>
      hours % 24 === 0 ? count(hours / 24, 'day', 'days') : count(hours, 'hour', 'hours'),
    came: 'Came',
    masked: 'Name, phone, e-mail and message are shown to you after the sale.',
    balance: 'In your wallet',
    short: {
      title: (missing: string) => `Your wallet lacks ${missing} for this lead`,
      text: 'Top up, then buy it here, if nobody else did.',
      action: 'Top up',
    },
    gone: {
      title: 'This lead is no longer for sale',
      text: 'Every copy was sold, or it was taken back. You paid nothing.',
      action: 'Other leads',
    },
    own: { title: 'This lead is your own organisation’s', text: 'It cannot be bought by who sells it.' },
    yours: { title: 'You bought this lead', action: 'Open it' },
    agents: {
      title: 'Managers and owners buy leads',
      text: 'Your role works on leads and spends no money. Ask a manager to buy it or to make an order.',
    },
    confirm: {
      meta: 'Buy a lead – Birja',
      title: (price: string) => `Buy this lead for ${price}?`,
      text: 'It is paid from your wallet at once, and its contact is yours to use from then on.',
      price: 'Price',
      before: 'In the wallet',
      after: 'Left after it',
      window: 'You can contest it for',
      exclusivity: 'Exclusivity',
      act: (price: string) => `Buy for ${price}`,
    },
  },
};
