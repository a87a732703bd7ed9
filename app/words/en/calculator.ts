/** The public calculator: from visits to profit. */
export const calculatorWords = {
  meta: 'Calculator – what visits, leads and sales bring',
  description:
    'From visits, conversion, close rate, profit and cost per click to leads, sales, the cost of a lead and its break-even price, with ranges.',
  title: 'Calculator',
  intro:
    'What visits become: leads, sales, and what a lead may cost before it costs more than it brings. The ranges say how much of it is known.',
  form: 'Your figures',
  market: 'Where',
  niche: 'Niche',
  region: 'Region',
  regionHint: 'A country, region or city',
  regionUnknown: (typed: string, kept: string) =>
    `No place is called “${typed}”. The figures are for ${kept}.`,
  currency: 'Currency',
  visits: 'Visits',
  visitsHint: 'In a month, or any other span',
  conversion: 'Visits that become leads',
  conversionHint: 'Conversion of the page',
  close: 'Leads that become sales',
  closeHint: 'Close rate of whoever calls them',
  profit: 'Profit per sale',
  profitHint: 'Before the cost of the lead',
  click: 'Cost of a visit',
  clickHint: 'Cost per click',
  seen: 'How sure are these rates?',
  seenIntro:
    'A rate seen on a hundred visits says less than one seen on ten thousand: the ranges follow from this.',
  conversionSeen: 'Conversion was seen on',
  visitsUnit: 'visits',
  closeSeen: 'Close rate was seen on',
  leadsUnit: 'leads',
  percent: '%',
  calculate: 'Calculate',
  link: 'Calculate puts your figures into the address of this page: keep it or send it.',
  errors: {
    count: 'Type a whole number from 1 to 1,000,000,000.',
    share: 'Type a share from 0 to 100.',
    amount: 'Type an amount of zero or more, such as 12.50.',
  },
  failed: 'Something in the figures cannot be read. It is marked beside its field.',

  result: 'What comes of it',
  chain: (visits: string, leads: string, sales: string) =>
    `${visits} visits → ${leads} leads → ${sales} sales`,
  leads: 'Leads',
  sales: 'Sales',
  leadCost: 'Cost of a lead',
  breakEven: 'Break-even price of a lead',
  breakEvenClick: 'Break-even cost of a visit',
  spent: 'Spent on visits',
  earned: 'Profit',
  loss: 'Loss',
  none: 'no lead comes',
  table: 'What comes of the visits',
  figure: 'Figure',
  expected: 'Expected',
  range: '8 times in 10 between',
  how: 'How it is worked out',
  rows: {
    leads: 'Visits × conversion',
    sales: 'Leads × close rate',
    leadCost: 'Cost of a visit ÷ conversion',
    breakEven: 'Profit per sale × close rate: a lead that costs more brings a loss',
    breakEvenClick: 'Profit per sale × conversion × close rate',
    spent: 'Visits × cost of a visit',
    earned: 'Sales × profit per sale − spent',
  },
  between: (low: string, high: string) => `${low} – ${high}`,
  ranges:
    'Each range runs from p10 to p90. The rates are taken as Beta posteriors of what they were seen on, and chance is added for the visits to come.',
  verdicts: {
    below: (leadCost: string, breakEven: string) =>
      `A lead costs ${leadCost} and may cost up to ${breakEven}: the visits pay for themselves.`,
    above: (leadCost: string, breakEven: string) =>
      `A lead costs ${leadCost} and may cost no more than ${breakEven}: each one brings a loss.`,
    unsure: (leadCost: string, breakEven: string) =>
      `A lead costs ${leadCost} and may cost about ${breakEven}: whether that pays lies within what is not known yet.`,
  },
  fair: (niche: string, place: string, p50: string, p10: string, p90: string) =>
    `A lead of ${niche} in ${place} is fairly worth ${p50} now, 8 in 10 between ${p10} and ${p90}.`,
  fairWhy: 'Why this price',
  fairBuy: 'At that price, bought leads pay with your profit and close rate.',
  fairDear: 'At that price, bought leads do not pay with your profit and close rate.',
  profitFrom: (niche: string, isAssumed: boolean) =>
    `The profit first shown is what a deal of ${niche} typically brings${isAssumed ? ', which is assumed' : ''}.`,

  demand: 'What you can expect here',
  demandIntro: (niche: string, place: string) =>
    `Leads of ${niche} in ${place} on the exchange, month by month.`,
  demandTitle: (niche: string, place: string) => `Leads a month: ${niche}, ${place}`,
  demandUnit: 'leads a month; line: median, band: p10 to p90',
  demandSource: (months: number, leads: string, date: string) =>
    `Source: Birja demand model, from ${leads} leads over ${months === 1 ? '1 month' : `${months} months`}, ${date}.`,
  demandDescribe: (first: string, low: string, high: string) =>
    `Curve of the months to come with its band. The first month’s median is ${first}; the year’s lie between ${low} and ${high}.`,
  demandWider: (place: string) =>
    `There are too few leads of exactly this to forecast: the figures are for ${place}.`,
  demandShort: 'This rests on less than a year, so its season is hardly known yet.',
  demandNone: {
    title: 'No forecast for this yet',
    text: 'A forecast is made each night from the leads that came in months that are over. None of this niche and place has come in such a month.',
  },
  month: 'Month',
} as const;
