import type { TargetAction } from '#app/domain/catalog/offer.ts';
import type { Check, Verdict } from '#app/domain/leads/check-result.ts';
import type { Temperature } from '#app/domain/pricing/cold-start.ts';
import type { AskVerdict } from '#app/domain/pricing/judge-ask.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function ago(ms: number): string {
  if (ms < MINUTE_MS) return 'just now';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ago`;
  return `${count(Math.floor(ms / DAY_MS), 'day', 'days')} ago`;
}

const checks: Record<Check, readonly [name: string, meaning: string]> = {
  phone: ['Phone', 'Length, number range and kind, by the numbering plan of its country'],
  email: ['E-mail', 'The form of the address, its domain’s mail server, disposable domains, typing slips'],
  region: ['Region', 'Whether the number comes from the region that the lead names'],
  duplicate: [
    'Duplicate',
    'Whether this contact was already brought here in this niche, by any seller, or somebody of the same name and need',
  ],
  consent: ['Consent', 'The words agreed to, and when: on record, fresh, and the offer’s own'],
  suppression: ['Suppression', 'Whether the contact is on a list of those not to be sold'],
  name: ['Name', 'Whether a name was given that people bear, in Latin, Cyrillic or Armenian letters'],
  velocity: ['Pace', 'Whether source, address and device send leads at a usual pace'],
  language: ['Language', 'Whether the person speaks a language that the offer’s people speak'],
  fit: ['Fit', 'Whether region, time, budget, channel and answers are what the seller’s offer promises'],
};

const temperatures: Record<Temperature, string> = { cold: 'Cold', warm: 'Warm', hot: 'Hot' };

const targetActions: Record<TargetAction, string> = {
  contact: 'Left a contact',
  verified_contact: 'Verified contact',
  call: 'Call',
  booked_meeting: 'Booked meeting',
};

const verdicts: Record<Verdict, string> = {
  pass: 'Passed',
  warn: 'Warning',
  fail: 'Failed',
  unknown: 'Unknown',
};

const askVerdicts: Record<AskVerdict, string> = {
  low: 'Below the fair band',
  fair: 'In the fair band',
  high: 'Above the fair band',
};

/** Every sentence of the public pages. Codes and figures come from the domain, words from here. */
export const pageWords = {
  ago,
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  monthsShort: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  monthsNarrow: ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D'],
  month: 'Month',
  quantiles: { p10Minor: 'p10', p50Minor: 'Median', p90Minor: 'p90' },
  checks,
  scoreReasons: {
    title: (score: number) => `Why the score is ${score}`,
    raises: 'Raises it:',
    lowers: 'Lowers it:',
    note: 'The chance in percent that a buyer reaches a person who wants this, from what the checks found. The weights are assumed.',
  },
  verdicts,
  askVerdicts,
  temperatures,
  targetActions,
  exclusivities: { exclusive: 'Exclusive', shared: 'Shared' },
  regionKinds: { country: 'country', subdivision: 'region', city: 'city' },
  checkCount: {
    pass: (n: number) => `${n} passed`,
    warn: (n: number) => count(n, 'warning', 'warnings'),
    fail: (n: number) => `${n} failed`,
    unknown: (n: number) => `${n} unknown`,
  },

  shell: {
    logIn: 'Log in',
    signUp: 'Sign up',
    toWork: 'Your work',
    name: 'Birja',
    skip: 'Skip to content',
    navigation: 'Main',
    home: 'Start page',
    market: 'Market',
    prices: 'Prices',
    calculator: 'Calculator',
    api: 'API',
    footer: 'Birja is an exchange for leads. Times are in UTC.',
    placesBefore: 'Names and populations of places: ',
    placesSource: 'GeoNames',
    placesAfter: ', CC BY 4.0.',
  },

  notFound: {
    meta: 'Page not found – Birja',
    title: 'There is no page at this address',
    text: 'The link may be old or mistyped. Everything public can be reached from the links above.',
  },
  notYours: {
    meta: 'Not yours to open – Birja',
    title: 'This page is not yours to open',
    text: 'Your log-in does not reach it: it belongs to another side of the exchange, or asks for a higher role in your organisation. Its owner can raise your role.',
  },
  somethingBroke: {
    meta: 'Something broke – Birja',
    title: 'This page could not be made',
    text: 'Something broke on our side, and it is logged. If you were sending something, look whether it arrived before you send it again.',
  },

  pager: {
    label: 'Pages',
    previous: 'Previous page',
    next: 'Next page',
    where: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },

  landing: {
    meta: 'Birja – an exchange for leads',
    description:
      'An exchange for leads: each lead is checked before it sells, each price shows what it is made of, each sale is held until its dispute window ends.',
    title:
      'An exchange for leads, where each one is checked before it sells and each price shows what it is made of.',
    lead: 'A lead is the contact of a person and the interest they expressed. Buyers pay for the contact alone; sellers see why a lead was refused and what it sold for.',
    sell: 'I sell leads',
    buy: 'I buy leads',
    doorsNote: 'Signing up is free. Sellers pay a fee on what sold; buyers pay for leads alone.',
    market: 'On the open market now',
    open: (n: number, limit: number) =>
      n >= limit ? `More than ${limit - 1} leads` : count(n, 'lead', 'leads'),
    marketNote: 'Newest first. The contact is shown to the buyer alone, after the sale.',
    offersLink: 'All sellers’ offers',
    marketEmpty: {
      title: 'No lead is open at this moment',
      text: 'What stands here are checked leads that no standing order took. Leads that fit an order are sold at once and never come here.',
      action: 'See sellers’ offers',
    },
    need: 'Lead',
    checksHead: 'Checks',
    ask: 'Ask',
    copies: (left: number) => `${count(left, 'copy', 'copies')} left`,
    score: (score: number) => `score ${score}`,
    came: 'Came',

    checking: 'How a lead is checked',
    checkingIntro:
      'Every lead goes through these checks before anyone can buy it. One that fails is refused and its seller told why; a warning or an unknown stays with the lead, and the buyer sees it.',
    checkName: 'Check',
    checkMeaning: 'What is looked at',
    checkExample: (niche: string, place: string) => `The newest lead: ${niche}, ${place}`,
    notNamed: 'Nothing to look at',

    pricing: 'How a price is made',
    pricingIntro:
      'A fair price is a product of factors. Each states the figures it rests on; where there are none, it is marked as assumed.',
    pricingExample: (temperature: string, niche: string, place: string, month: string) =>
      `${temperature} lead, ${niche}, ${place}, ${month}`,
    pricingNewest: 'the newest lead on the market',
    pricingLink: 'Price another lead',
    fair: 'Fair price',
    band: (from: string, to: string) => `8 of 10 sales are expected between ${from} and ${to}.`,

    dispute: 'How a dispute ends',
    disputeIntro:
      'A bad lead is contested inside a window that the seller’s offer sets, from 48 hours to 45 days. Until it is over, the money is with neither side for good.',
    disputeSteps: [
      [
        'Sold and held',
        'The buyer pays and gets the contact. Price, factors and bids are frozen on the sale; the seller’s share is set aside while the window runs.',
      ],
      [
        'Contested',
        'The buyer names a reason from a fixed list. The share stays frozen, and the seller answers within a set time: agrees, or contests it.',
      ],
      [
        'Ruled',
        'A moderator sees the lead’s checks and both sides, and rules with the reasons written to both. Upheld: the buyer has the whole price back, the exchange’s fee included. Refused: the hold runs on, and then the share is the seller’s.',
      ],
    ],
    disputeNote:
      'Changed their mind, hired someone else and did not buy are no reasons: a buyer pays for the contact and the interest, not for the deal.',
  },

  market: {
    meta: 'Market – sellers’ offers on Birja',
    description:
      'Sellers’ offers side by side: niche, regions, ask, terms, and how each ask stands to the fair price.',
    title: 'Market',
    intro:
      'What sellers offer, side by side. Each ask is held against the fair price for its niche and regions.',
    filters: 'Filters',
    niche: 'Niche',
    anyNiche: 'All niches',
    region: 'Region',
    regionHint: 'A country, region or city; empty for all',
    regionUnknown: (typed: string) => `No place is called “${typed}”. All regions are shown.`,
    exclusivity: 'Exclusivity',
    anyExclusivity: 'Exclusive and shared',
    action: 'Target action',
    anyAction: 'Any target action',
    moreFilters: 'Price, exclusivity, target action',
    priceFrom: 'Ask from',
    priceTo: 'Ask up to',
    priceUnknown: (typed: string) => `“${typed}” is no amount of money. The price is not filtered.`,
    currency: 'Currency of these prices',
    sort: 'Order',
    sorts: {
      new: 'Newest first',
      price: 'Lowest ask first',
      price_high: 'Highest ask first',
      fair: 'Closest to the fair price first',
    },
    show: 'Show offers',
    clear: 'Clear filters',
    found: (n: number) => count(n, 'offer', 'offers'),
    ratesNote: (date: string) =>
      `Asks in different currencies are compared by the rates of ${date}, which are assumed.`,
    fairNote: (n: number) => `Of the newest ${n} offers that fit.`,
    caption: 'Sellers’ offers',
    offer: 'Offer',
    regions: 'Regions',
    more: (n: number) => `and ${n} more`,
    ask: 'Ask for a lead',
    fair: 'Fair price',
    band: (from: string, to: string) => `${from} to ${to}`,
    median: (price: string) => `median ${price}`,
    overRegions: (n: number) => `over ${n} regions`,
    whyOf: (niche: string, place: string) => `Why this price: ${niche}, ${place}`,
    window: 'Dispute window',
    days: (hours: number) =>
      hours % 24 === 0 ? count(hours / 24, 'day', 'days') : count(hours, 'hour', 'hours'),
    shared: (copies: number) => `Shared, up to ${copies} buyers`,
    empty: {
      title: 'No offer fits these filters',
      text: 'Offers are what sellers promise to send. Widen the region or the niche, or place a standing order: it buys as soon as a fitting lead arrives.',
      action: 'Show all offers',
    },
    emptyMarket: {
      title: 'No seller has an active offer',
      text: 'Offers are what sellers promise to send: niche, regions, price and terms. Whoever has leads can list the first.',
      action: 'Sell leads here',
    },
  },

  wholeSector: (name: string) => `${name}: all niches`,

  regionPick: {
    others: 'Other places that fit:',
    kind: (label: string, kind: string) => `${label} (${kind})`,
  },

  prices: {
    meta: 'Prices – what a lead is worth, itemised',
    description: 'The fair price of a lead by niche, region, month and temperature, factor by factor.',
    title: 'Prices',
    intro: 'What one lead is fairly worth, and why. Every factor is shown with the figures it rests on.',
    question: 'Which lead',
    niche: 'Niche',
    region: 'Region',
    regionHint: 'A country, region or city',
    regionUnknown: (typed: string, kept: string) =>
      `No place is called “${typed}”. The price is for ${kept}.`,
    month: 'Month',
    temperature: 'Temperature',
    buyers: 'Buyers who bid',
    buyersOf: (n: number) => (n === 1 ? 'One buyer' : `${n} buyers`),
    buyersHint: 'More of them raise the price; how much is assumed until sales tell',
    copies: 'Sold to',
    copiesOf: (n: number) => (n === 1 ? 'One buyer' : `Up to ${n} buyers`),
    score: 'Score',
    scoreHint: 'How likely the person is reached, by the checks',
    usual: 'As usual',
    copiesHint: 'More of them lower the price of each copy; how much is assumed until sales tell',
    show: 'Show the price',
    heading: (temperature: string, niche: string, place: string, month: string) =>
      `${temperature} lead, ${niche}, ${place}, ${month}`,
    p10: 'p10',
    p10Note: '1 sale in 10 is expected below',
    p50: 'Median',
    p50Note: 'half of all sales below, half above',
    p90: 'p90',
    p90Note: '1 sale in 10 is expected above',
    coldStart:
      'No sale has entered this price yet. It rests on published figures and, where there are none, on assumptions that are marked.',
    fitted:
      'The price rests on what is paid on the exchange, and less on what is asked and bid; each factor says on how many sales.',
    asOf: (date: string, days: number) =>
      days > 3
        ? `Prices as of ${date}, ${days} days ago: what was sold since is not in them yet.`
        : `Prices as of ${date}.`,
    factors: 'What the price is made of',
    factorsIntro: 'The median, factor by factor, from the top. The bars share one scale.',
    calculator: 'What such leads bring: the calculator',
    regions: (country: string) => `Regions of ${country}`,
    regionsIntro: 'The same lead in each region of the country.',
    regionRank: (name: string, rank: number, of: number) =>
      `The same lead in each region of the country: ${name} is number ${rank} of ${of}.`,
    regionsTitle: (country: string) => `Price of one lead in the regions of ${country}`,
    regionsUnit: (currency: string) => `${currency} a lead, the dearest first; bar: median, line: p10 to p90`,
    regionsRest: (n: number) => (n === 1 ? 'The other region' : `The other ${n} regions`),
    year: 'The year',
    yearIntro: 'The same lead in each month.',
    offers: 'Offers for this niche and region',
  },

  docs: {
    meta: 'API – Birja',
    description:
      'The calls of the Birja API, their fields, answers and error codes, with a first request for sellers and buyers.',
    title: 'API',
    contents: 'On this page',
    start: 'Start',
    startIntro: 'A request carries its key as Authorization: Bearer. A key belongs to one organisation.',
    baseUrl: 'Base URL',
    document: 'OpenAPI document',
    sell: 'I sell leads',
    sellIntro:
      'List an offer once, then send each lead under it. With Prefer: wait the answer carries the verdict.',
    sellOffer: 'List an offer',
    sellLead: 'Send a lead',
    buy: 'I buy leads',
    buyIntro:
      'A standing order buys what fits, up to your top price and caps. An endpoint gets each bought lead with its contact. What no order took can be bought singly.',
    buyOrder: 'Place a standing order',
    buyEndpoint: 'Say where bought leads go',
    buyListing: 'Look at the open market',
    calls: 'Calls',
    anyone: 'Anyone, without a key',
    who: { seller: 'Sellers', buyer: 'Buyers', either: 'Sellers and buyers' },
    scope: (scope: string) => `scope ${scope}`,
    parameters: 'Parameters',
    body: 'Body',
    bodyOptional: 'Body, may be left out',
    answers: 'Answers',
    answer: (status: string) => `Answer ${status}`,
    noBody: 'no body',
    asAbove: 'Same fields as ',
    errors: 'Error codes',
    fieldsOf: (what: string) => `Fields: ${what}`,
    field: 'Field',
    type: 'Type',
    need: 'Required',
    limits: 'Limits',
    needs: { true: 'required', false: 'optional' },
    presence: 'Present',
    presences: { true: 'always', false: 'not always' },
    places: { path: 'in the path', query: 'in the query', header: 'header', cookie: 'cookie' },
    types: {
      string: 'text',
      integer: 'whole number',
      number: 'number',
      boolean: 'true or false',
      object: 'object',
      null: 'null',
      any: 'any value',
    },
    listOf: (type: string) => `list: ${type}`,
    mapOf: (type: string) => `object with values: ${type}`,
    or: ' or ',
    formats: { 'date-time': 'ISO 8601 time', uri: 'URL', email: 'e-mail address', date: 'ISO 8601 date' },
    oneOf: (values: string) => `one of ${values}`,
    always: (value: string) => `always ${value}`,
    least: (value: number) => `at least ${value}`,
    most: (value: number) => `at most ${value}`,
    leastLength: (value: number) => `at least ${count(value, 'character', 'characters')}`,
    mostLength: (value: number) => `at most ${count(value, 'character', 'characters')}`,
    leastItems: (value: number) => `at least ${count(value, 'item', 'items')}`,
    mostItems: (value: number) => `at most ${count(value, 'item', 'items')}`,
    pattern: (pattern: string) => `matches ${pattern}`,
    default: (value: string) => `default ${value}`,
    example: (value: string) => `for example ${value}`,
    only: (key: string, value: string) => `only where ${key} is ${value}`,
    codes: 'Error codes',
    codesIntro:
      'An error is application/problem+json. Its type is the address of its code on this page; errors names the fields that are wrong.',
    code: 'Code',
    status: 'Status',
    meaning: 'What happened and what to do',
    problem: 'Fields of an error',
  },
};
