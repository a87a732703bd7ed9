/** The competition for leads of a niche at a place. */
export const competitionWords = {
  title: 'Competition',
  intro: 'Measured each hour. More buyers for a lead raise its price, more copies of one lead lower it.',
  label: 'Competition now',
  buyers: 'Buyers asking now',
  buyersOf: (orders: number) => `${orders} live ${orders === 1 ? 'order' : 'orders'} with money`,
  sellers: 'Sellers offering now',
  sellersOf: (offers: number) => `${offers} active ${offers === 1 ? 'offer' : 'offers'}`,
  perLead: 'Buyers bidding for a lead',
  perLeadOf: (leads: number) => `${leads.toLocaleString('en')} ${leads === 1 ? 'lead' : 'leads'} of 30 days`,
  copies: 'Copies sold of a lead',
  copiesOf: (sold: number) => `${sold.toLocaleString('en')} sold in 30 days`,
  unknown: 'none yet',
  tops: 'What buyers would pay at most',
  topsOf: (q25: string, q50: string, q75: string) =>
    `A quarter of the buyers would pay at most ${q25}, half at most ${q50}, three quarters at most ${q75}.`,
  topsNote: (date: string) => `Other currencies by the rates of ${date}, cut to two figures.`,
  topsHidden: 'What buyers would pay at most is shown from five buyers on, so that no single one shows.',
  source: (place: string, measured: string) => `For ${place}, measured on ${measured} UTC.`,
  none: {
    title: 'Not measured here yet',
    text: 'Nothing of this niche is offered, asked for or sold here, or the next hour has to come first. Whole sectors are not measured.',
  },
} as const;
