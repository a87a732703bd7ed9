import type { PriceVerdict } from '#app/domain/pricing/price-ladder.ts';

const verdicts: Record<PriceVerdict, string> = {
  below_cost: 'Below cost',
  low: 'Low',
  ok: 'Fair',
  high: 'High',
  above_break_even: 'Above break-even',
};

function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded >= 100 ? 'over 99 %' : rounded <= 0 ? 'under 1 %' : `${rounded} %`;
}

/** What is said of a price to who is about to set it: an ask, or a top price. */
export const priceAdviceWords = {
  verdicts,
  percent,
  form: 'Which leads',
  niche: 'Niche',
  region: 'Region',
  regionHint: 'A country, region or city',
  regionUnknown: (typed: string, kept: string) =>
    `No place is called “${typed}”. The figures are for ${kept}.`,
  currency: 'Currency',
  show: 'Show the figures',
  fair: (p50: string, p10: string, p90: string) =>
    `The fair price is ${p50} now; 8 sales in 10 lie between ${p10} and ${p90}.`,
  why: 'Why this price',
  year: 'The season ahead',
  yearIntro: 'The fair price of such a lead in each month.',
  basis: (model: string) => `By price model ${model}. Shares follow from the band of the fair price.`,
  verdict: 'Verdict',

  ask: {
    meta: 'What each ask brings – Birja',
    title: 'What each ask brings',
    intro: 'The higher the ask, the fewer orders and sales reach it.',
    back: 'Offers',
    recommended: 'Recommended ask',
    recommendedNote: 'The fair median: half of all sales reach it.',
    table: 'Ask by ask',
    price: 'Ask',
    share: 'Your share',
    orders: 'Orders that pay it',
    ordersOf: (n: number, of: number) => `${n} of ${of}`,
    reached: 'Sales that reach it',
    observed: 'Leads sold about this ask',
    observedOf: (sold: number, of: number) => `${sold.toLocaleString('en')} of ${of.toLocaleString('en')}`,
    observedIn: (place: string | null) => (place === null ? 'in all places' : `in ${place}`),
    observedFew: 'too few known',
    observedNote:
      'Leads sold are of those that came in the last 90 days, up to yesterday. An ask elsewhere counts by how it stood to the fair price there.',
    observedNone: 'How many leads sold at each ask is shown once 30 leads of the last 90 days are known.',
    own: 'An ask of your own',
    ownHint: 'To see what it would do. Nothing is changed.',
    ownUnknown: 'This is no price. It is left out.',
    ownMark: 'your own',
    ownTitle: (price: string) => `At ${price}`,
    ownReached: (share: string, fairShare: string, fair: string) =>
      `About ${share} of sales reach this ask; ${fairShare} reach the recommended ${fair}.`,
    ownObserved: (sold: number, of: number, place: string | null) =>
      `Of ${of.toLocaleString('en')} leads that were asked for within a tenth of it ${place === null ? 'in all places' : `in ${place}`}, ${sold.toLocaleString('en')} sold.`,
    ownObservedNone: 'Fewer than 30 leads were asked for within a tenth of it in the last 90 days.',
    cost: 'What a lead costs you',
    costHint: 'Cost of a click ÷ conversion, for example. It is not kept.',
    costUnknown: 'This is no amount. The cost is left out.',
    make: 'Make an offer with it',
    ordersNote: (of: number, currency: string) =>
      of === 0
        ? `No order with money asks for such leads in ${currency} now. Leads that no order takes wait on the open market.`
        : `Orders with money that ask for such leads in ${currency} now, by the top prices that the demand board publishes.`,
    live: {
      ok: (share: string) => `In the fair band: about ${share} of sales reach this ask.`,
      low: (share: string) =>
        `Below the fair band: about ${share} of sales reach this ask, and most would have paid more.`,
      high: (share: string) => `Above the fair band: only about ${share} of sales reach this ask.`,
      below_cost: () => 'Your share of this ask is less than what a lead costs you.',
    },
    recommend: (price: string) => `Recommended ask: ${price}`,
    more: 'What each ask brings',
    costLabel: 'What a lead costs you',
    costField: 'To check the ask against it. It is not kept.',
  },

  top: {
    meta: 'What each top price brings – Birja',
    title: 'What each top price brings',
    intro: 'An order pays the second-best bid: a higher top price wins more leads and seldom pays all of it.',
    back: 'Orders',
    recommended: 'Recommended top price',
    recommendedBand: 'Nine in ten leads can be had at or below it.',
    recommendedCeiling: 'As much as a lead typically brings at a close rate of 10 %, which is assumed.',
    table: 'Top price by top price',
    price: 'Top price',
    offers: 'Offers that fit',
    share: 'Leads to be had',
    volume: 'Leads a month',
    volumeOf: (p50: string, p10: string, p90: string) => `${p50} (${p10} to ${p90})`,
    unknown: 'not known yet',
    make: 'Place an order with it',
    breakEven: (amount: string) =>
      `A lead typically brings ${amount}: profit per deal × a close rate of 10 %, which is assumed.`,
    volumeNote: (niche: string, place: string) =>
      `Leads a month: the forecast for ${niche} in ${place}, times the share to be had. Other orders bid for them too.`,
    volumeNone:
      'How many leads a month come is not known yet: a forecast is made each night from months that are over.',
    recommend: (price: string) => `Recommended top price: ${price}`,
    more: 'What each top price brings',
  },
} as const;
