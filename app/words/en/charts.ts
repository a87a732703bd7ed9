/** A factor's name and what it stands for. A quote that was frozen by another model may name others. */
const factors: Readonly<Record<string, readonly [name: string, meaning: string]>> = {
  base: ['Base', 'From the profit a typical deal of this niche brings'],
  geography: ['Geography', 'The size of the market: more firms compete in a big city'],
  season: ['Season', 'What the time of year does to this niche: month, week of the month, holidays'],
  trend: ['Trend', 'How prices moved of late'],
  temperature: ['Temperature', 'How near the person is to buying'],
  competition: ['Competition', 'Buyers for each lead: more of them raise the price'],
  copies: ['Copies', 'To how many buyers one lead is sold: more of them lower it'],
  profit: ['Profit', 'What a deal brings'],
  quality: ['Quality', 'What the checks say of such leads'],
  attributes: ['Answers', 'What the person answered'],
  limit: ['Limit', 'Keeps the median inside the published span of lead prices'],
};

const COLD_START = /^cold-start/;

export const chartWords = {
  asTable: 'The same figures as a table',

  waterfall: {
    title: 'How the fair price comes about',
    unit: (currency: string) =>
      `${currency} a lead; each bar runs from the price before the factor to the price after it`,
    factor: 'Factor',
    multiplier: 'Multiplies by',
    start: 'start',
    times: (multiplier: string) => `× ${multiplier}`,
    after: 'Price after it',
    bar: 'What it changes',
    basis: 'Rests on',
    basisOf: (n: number, isFitted: boolean, isAssumed: boolean) => {
      const unit = isFitted ? (n === 1 ? 'sale' : 'sales') : n === 1 ? 'figure' : 'figures';
      if (n === 0 && isFitted)
        return isAssumed ? 'no sales (n = 0)' : 'no sales (n = 0): published figures, asks and bids';
      return n === 0
        ? 'no figures (n = 0)'
        : `${n.toLocaleString('en')} ${unit} (n = ${n.toLocaleString('en')})`;
    },
    assumed: 'assumed',
    total: 'Fair price',
    totalNote: (p10: string, p90: string) => `8 sales in 10 lie between ${p10} and ${p90}`,
    totalLine: 'The bar ends at the median, the line runs from p10 to p90.',
    factorOf: (code: string) => factors[code] ?? ([code, ''] as const),
    converted: (asOf: string | null, assumed: boolean) =>
      `Worked out in roubles and converted${asOf ? ` at the rate of ${asOf}` : ''}${assumed ? ', which is assumed' : ''}.`,
  },

  /** @param date of the model where it learned from sales; else of the page. ISO 8601 */
  source: (model: string, date: string | null) =>
    COLD_START.test(model)
      ? `Source: Birja price model ${model}, from published figures and assumptions${date ? `, ${date}` : ''}.`
      : `Source: Birja price model ${model}, from sales, asks and bids on the exchange${date ? ` up to ${date}` : ''}.`,
  isFitted: (model: string) => !COLD_START.test(model),

  year: {
    title: 'Price of one lead through the year',
    unit: (currency: string) => `${currency} a lead; line: median, band: p10 to p90`,
    describe: (low: { month: string; price: string }, high: { month: string; price: string }) =>
      low.price === high.price
        ? `Curve of twelve months with its band. The median is ${low.price} in every month.`
        : `Curve of twelve months with its band. The median is lowest in ${low.month} at ${low.price} and highest in ${high.month} at ${high.price}.`,
    assumed: 'The height of the season is assumed.',
  },

  ranked: {
    place: 'Place',
    median: 'Median, p10 to p90',
    between: (p10: string, p90: string) => `${p10} – ${p90}`,
    bar: 'On one scale',
    chosen: 'chosen',
  },
} as const;
