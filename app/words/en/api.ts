type Params = Readonly<Record<string, string | number>>;

/** Why a request is not carried out: what happened and what to do. */
export const refusalWords = {
  channel_unknown: () =>
    'No channel has this address (any more). Look at the channel’s page for the right one.',
  channel_secret_wrong: () =>
    'The secret that was sent with the event is not this channel’s. Enter the one from the channel’s page at the sender.',
  channel_unreadable: () =>
    'The body cannot be read as what this channel takes: JSON, a form’s fields, or a mail.',
  channel_paused: () => 'The channel is paused. Send the event again later.',
  channel_lead_refused: (p: Params) =>
    `What was sent makes no lead as it stands (${p.code}). The channel’s page shows what is understood of it.`,
  body_malformed: () =>
    'The body is not valid JSON. Send one JSON object with Content-Type: application/json.',
  signature_invalid: () =>
    'The Stripe-Signature header is missing, was not made with our secret for exactly this body, or is more than five minutes off.',
  unauthorised: () => 'No valid API key was given. Send Authorization: Bearer and a key that is not revoked.',
  scope_missing: (p: Params) => `This key may not do that: it lacks the scope ${p.scope}.`,
  organisation_blocked: () =>
    'The trade of your organisation is stopped, and its keys are refused. The reason stands on its page of the account.',
  not_a_seller: () => 'This key belongs to an organisation that does not sell leads.',
  not_a_buyer: () => 'This key belongs to an organisation that does not buy leads.',
  not_found: () => 'There is nothing at this address.',
  offer_unknown: () => 'You have no offer with this id.',
  order_unknown: () => 'You have no order with this id.',
  endpoint_unknown: () => 'You have no endpoint with this id.',
  listing_unknown: () => 'There is no such listing.',
  sale_unknown: () => 'You have bought no lead with this id of a sale.',
  dispute_unknown: () => 'You are in no dispute with this id.',
  niche_not_known: (p: Params) => `There is no niche ${p.niche}. GET /api/v1/niches lists them.`,
  region_not_known: (p: Params) => `There is no region ${p.region}. GET /api/v1/regions?q= finds them.`,
  idempotency_in_flight: () =>
    'A request with this Idempotency-Key is still being worked on. Send it again in a few seconds.',
  offer_not_active: (p: Params) => `The offer is ${p.status}; it takes leads only while it is active.`,
  listing_gone: () => 'The lead was sold or taken back before your purchase. You paid nothing.',
  listing_is_yours: () => 'This lead is your own; you cannot buy it.',
  countries_barred: () => 'Your country and the seller’s may not trade with one another here.',
  withdrawal_unknown: () => 'No person behind a lead that you bought under this id withdrew.',
  listing_of_colleagues: () =>
    'Somebody of your organisation also belongs to the seller of this lead, so you cannot buy it.',
  endpoints_limit: (p: Params) => `You have ${p.limit} endpoints, the most there may be. Delete one first.`,
  orders_limit: (p: Params) =>
    `You have ${p.limit} orders, the most there may be. Change one of them instead.`,
  insufficient_funds: () =>
    'The wallet holds less than that costs. Top it up and try again; nothing was charged.',
  money_frozen: () =>
    'A payment of yours is disputed with your bank, so your money stands still and nothing is bought. The wallet page says more.',
  dispute_exists: (p: Params) => `This sale is contested already, in ${p.dispute}. A sale is contested once.`,
  dispute_window_over: () => 'The dispute window of this sale is over.',
  dispute_answered: () => 'This dispute is answered already. An answer is given once.',
  dispute_decided: (p: Params) => `This dispute is decided already: it was ${p.outcome}.`,
  reply_window_over: () => 'The time to answer this dispute is over. A moderator rules on it.',
  lead_erased: () =>
    'The person behind this lead withdrew, and their data are erased. Nothing more can be noted about them.',
  offer_status_not_yours: (p: Params) => `You cannot set the status of this offer to ${p.status}.`,
  seller_refused: () =>
    'A moderator refused this organisation as a seller. It can keep drafts, but put no offer on the market.',
  body_too_large: () => 'The body is larger than 64 kB.',
  invalid: () => 'Some fields are missing or wrong. "errors" names each.',
  idempotency_key_reused: () =>
    'This Idempotency-Key came before with another body. Use a new key for a new lead.',
  offer_id_unknown: () => 'You have no offer with this id.',
  attribute_invalid: (p: Params) =>
    `The answer to "${p.attribute}" does not fit the questionnaire (${p.type}).`,
  niche_unknown: (p: Params) => `There is no niche ${p.niche}. GET /api/v1/niches lists them.`,
  niche_forbidden: (p: Params) => `Leads of the niche ${p.niche} are not traded here. Choose another.`,
  niche_is_a_sector: (p: Params) => `${p.niche} is a whole sector. Choose one niche in it.`,
  region_unknown: (p: Params) => `There is no region ${p.region}. GET /api/v1/regions?q= finds them.`,
  max_sells_does_not_fit: (p: Params) =>
    `${p.max_sells} does not fit ${p.exclusivity}: an exclusive lead is sold once, a shared one 2 to 10 times.`,
  offer_niche_stays: () => 'The niche of an offer does not change. Make a new offer.',
  offer_currency_stays: () => 'The currency of an offer does not change. Make a new offer.',
  order_currency_stays: () => 'The currency of an order does not change. Make a new order.',
  budget_currency: (p: Params) => `Budgets are in the currency of max_price, ${p.currency}.`,
  timezone_unknown: (p: Params) => `${p.timezone} is not a time zone name such as Europe/Kyiv.`,
  order_too_wide: (p: Params) =>
    `Niches times regions make ${p.targets} pairs; the most is ${p.limit}. Name wider regions or make two orders.`,
  url_invalid: () => 'This is not an http or https URL.',
  url_not_https: () => 'Events carry contact data: the URL must be https.',
  url_has_credentials: () => 'The URL must not carry a user name or password.',
  url_private: () => 'The URL leads to a private address.',
  price_above_limit: (p: Params) => `The price is ${p.price}, above your max_price. You paid nothing.`,
  rate_limited: (p: Params) =>
    `More than ${p.limit} requests in ${p.seconds} seconds. Wait as Retry-After says.`,
  internal: () => 'Something broke on our side. It is logged under the request id; try again.',
  unavailable: () =>
    'The exchange cannot be reached for a moment. Try again; an Idempotency-Key makes that safe.',
} as const;

/** What is wrong with a field, by the code in `errors`. */
export const fieldWords = {
  required: () => 'is required',
  invalid_type: (p: Params) => `must be ${p.expected}`,
  too_small: (p: Params) => `must be at least ${p.minimum}${p.unit}`,
  too_big: (p: Params) => `must be at most ${p.maximum}${p.unit}`,
  invalid_value: (p: Params) => `must be one of: ${p.values}`,
  invalid_format: (p: Params) => `must be ${p.format}`,
  unrecognized: () => 'is not a field of this request',
  invalid: () => 'is not valid',
  detail_needed: () => 'is needed here: say what happened',
  contact_needed: () => 'a phone or an e-mail is needed',
  name_or_message_needed: () => 'a name or a message is needed (except for channel "call")',
  hours_empty: () => 'must begin and end at different hours',
  language_unknown: () => 'must be the ISO 639 code of a language, such as "uk"',
  not_unique: () => 'must not repeat a value',
  in_the_future: () => 'must not be in the future',
  amount_form: () => 'must be whole minor units as text, such as "30000" for 300.00',
  web_address_form: () => 'must be the address of a web page, beginning with https:// or http://',
  money_form: () => 'must be an amount such as {"amount_minor": "30000", "currency": "UAH"}',
  time_form: () => 'must be a time such as 2026-11-01T10:00:00Z',
  too_old: () => 'must not be more than ten years ago',
  empty_change: () => 'must change something',
} as const;

/** What a bound counts, by the kind of value. */
export const unitWords: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'items',
  set: 'items',
};

export const titleWords: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not authorised',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  422: 'Invalid request',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

export const operationWords = {
  takeLead: [
    'Send a lead',
    'Takes a lead in and answers 202 at once; its checks and sale follow within a fraction of a second. With Prefer: wait=N it answers 200 as soon as the lead has its verdict. An Idempotency-Key makes it safe to send again.',
  ],
  listLeads: ['Your leads', 'The leads you sent, newest first, without their contacts.'],
  readLead: [
    'One lead',
    'A lead as its seller may see it: its checks with the reason of each, and what it was sold for.',
  ],
  createOffer: [
    'List an offer',
    'Says what leads you send: niche, regions, price, exclusivity and how they are made. Where the seller or the niche is looked at first, status active becomes review; a moderator then puts the offer on the market.',
  ],
  listOffers: ['Your offers', 'Newest first.'],
  readOffer: ['One offer', 'One of your offers.'],
  updateOffer: [
    'Change an offer',
    'Changes the fields you send. Leads already sent keep the terms they were sent under. Where a niche is looked at first, changed regions, target action, channels, landing page, traffic or consent text put the offer back into review; a changed ask does not.',
  ],
  readOfferRoom: [
    'Where an offer has buyers with room',
    'Whether no buyer has room for the offer now (full), and from which regions its leads find none though they may elsewhere (full_regions). opens_at is when the first full cap begins anew, where that is known. Looked at each minute, for offers that sold within a day; the events offer.full, offer.open, offer.region_full and offer.region_open tell of every change.',
  ],
  createOrder: [
    'Place a standing order',
    'Buys every lead that fits, up to your top price, caps and budgets, at the hours you name (full hours of its own clock; from 22 to 6 goes on after midnight). You pay the higher of the ask and the second bid, never more than your top price.',
  ],
  listOrders: ['Your orders', 'Newest first.'],
  readOrder: ['One order', 'One of your standing orders.'],
  updateOrder: ['Change an order', 'Changes the fields you send; status paused stops buying at once.'],
  createEndpoint: [
    'Add an endpoint',
    'Where events are sent, signed by Standard Webhooks. The secret is shown once, in this answer.',
  ],
  listEndpoints: ['Your endpoints', 'Newest first, without their secrets.'],
  updateEndpoint: ['Change an endpoint', 'Changes URL, events or status.'],
  deleteEndpoint: ['Delete an endpoint', 'Nothing is sent there any more.'],
  listDeliveries: [
    'Deliveries of an endpoint',
    'What was sent there, newest first, with the log of attempts.',
  ],
  listListings: ['The open market', 'Leads that no standing order took, contact masked, newest first.'],
  buyListing: [
    'Buy a listing',
    'Buys one lead at its ask. Sent twice, it charges once and answers the same sale. max_price guards against a changed price.',
  ],
  listSales: [
    'Your sales',
    'What you bought, with contact, and what you sold, without the other side’s name; newest first.',
  ],
  readSale: ['One sale', 'A sale with its frozen quote, its auction and the checks of its lead.'],
  openDispute: [
    'Contest a bought lead',
    'Says within the dispute window what is wrong with the lead. The seller’s share is frozen; the seller answers first, then a moderator rules. Reason other needs a detail. Upheld, refund is what comes back; refused, it is nothing.',
  ],
  listDisputes: ['Your disputes', 'Those in which you buy and those in which you sell, newest first.'],
  readDispute: [
    'One dispute',
    'The claim, the answer and the ruling, the same to both sides. due_at is until when whoever is next is to act.',
  ],
  replyToDispute: [
    'Answer a dispute',
    'The seller’s answer, given once. agrees gives the price back at once; contests needs a detail and leaves it to a moderator.',
  ],
  listWithdrawals: [
    'People who withdrew',
    'Whose lead you bought and who no longer want it, newest first: erase what you have of them. erased_at is when you confirmed it.',
  ],
  confirmErasure: [
    'Confirm that a person is erased',
    'Says that you erased all you had of the person behind this sale. They see it. Sent again, the first time stands.',
  ],
  readWallet: ['Your wallet', 'Balances, a row per currency.'],
  readPrices: [
    'A fair price',
    'The itemised price of a lead of a niche in a region, with its band. What is assumed is marked so.',
  ],
  listNiches: ['Niches', 'The tree of niches, each with its questionnaire.'],
  searchRegions: ['Regions', 'Countries, subdivisions and cities whose name begins with what you type.'],
} as const satisfies Record<string, readonly [title: string, description: string]>;

export const apiWords = {
  title: 'Birja API',
  description:
    'A marketplace for leads. Money is in minor units as strings, times are ISO 8601 in UTC, lists are newest first. Errors are application/problem+json.',
  refusedAs: (codes: string) => `Codes: ${codes}`,
  done: 'Done.',
} as const;
