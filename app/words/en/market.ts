import type { Question } from '#app/domain/catalog/question.ts';

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

const kinds: Record<Question['type'], string> = {
  integer: 'whole number',
  number: 'number',
  boolean: 'yes or no',
  choice: 'one of',
  choices: 'any of',
};

/** What stands on a seller's offer, and on offers side by side. */
export const marketWords = {
  offer: {
    meta: (niche: string, place: string) => `${niche}, ${place} – an offer on Birja`,
    description: (niche: string, place: string) =>
      `Leads for ${niche} in ${place}: the ask, the fair price with its factors, the terms and the quality of the leads so far.`,
    back: 'Market',
    intro:
      'What one seller promises to send. Whose offer it is stays with the exchange; what its leads were like does not.',
    order: 'Order leads like these',
    orderNote:
      'A standing order buys fitting leads from every seller, this one among them. You pay what the second-best bid sets, never above your top price.',
    compare: 'Compare with other offers',
    facts: 'Terms',
    regions: 'Regions',
    allRegions: (n: number) => `All ${n} regions`,
    ask: 'Ask for a lead',
    askNote: 'the seller’s floor: what is paid lies between it and your top price',
    exclusivity: 'Sold to',
    exclusive: 'One buyer alone',
    shared: (copies: number) => `Up to ${copies} buyers`,
    action: 'A lead here has',
    channels: 'How the leads come in',
    traffic: 'Where visitors come from',
    trafficUnsaid: 'not said',
    languages: 'What the people speak',
    languagesUnsaid: 'not said',
    anyChannel: 'any of the ways there are',
    perLead: 'a lead',
    volume: 'Expected volume',
    perDay: (n: number) => `about ${n} a day`,
    volumeUnsaid: 'not said',
    window: 'Dispute window',
    windowNote: (days: string) => `${days} from the sale; until then the money is held`,
    since: 'Listed',
    fair: 'Fair price',
    fairIntro: (place: string) => `For one lead in ${place} this month, factor by factor.`,
    fairOver: (from: string, to: string, n: number) =>
      `Over all ${n} regions of the offer: ${from} to ${to}.`,
    fairElsewhere: 'The same for another of its regions',
    quality: 'Quality so far',
    qualityIntro: (days: number) => `From the leads of this offer in the last ${days} days.`,
    consent: 'What the person agreed to',
    consentIntro: 'The words beside the form. With each lead you also get when they were agreed to.',
    questions: 'What else a lead may tell',
    questionsIntro:
      'The questions of this niche. An answer may be missing; those given come with the contact.',
    noQuestions: 'This niche has no questions of its own.',
    kinds,
    range: (min: number | null, max: number | null, unit: string | null) =>
      [
        min !== null && max !== null
          ? `${min} to ${max}`
          : min !== null
            ? `from ${min}`
            : max !== null
              ? `up to ${max}`
              : '',
        unit ?? '',
      ]
        .filter(Boolean)
        .join(' '),
  },
  quality: {
    acceptance: 'Accepted',
    acceptanceNote: 'passed every check and was new here',
    sellThrough: 'Sold',
    sellThroughNote: 'of those accepted',
    returns: 'Given back',
    returnsNote: 'sales whose dispute was upheld',
    percent: (value: number) => `${value} %`,
    few: 'Too few to say',
    none: 'None yet',
    sample: (part: number, of: number) => `${part} of ${of}`,
  },
  compare: {
    meta: 'Offers side by side – Birja',
    description:
      'Up to four offers of sellers side by side: price, fair band, terms and quality with sample sizes.',
    title: 'Offers side by side',
    intro: (days: number) =>
      `Price, terms and quality of the offers you ticked. Quality is counted over the last ${days} days; a share of fewer than 20 is not shown.`,
    bar: (most: number) => `Tick up to ${most} offers to see them side by side.`,
    submit: 'Compare ticked offers',
    tick: 'Compare',
    tickOf: (niche: string, ask: string) => `Compare: ${niche}, ${ask}`,
    all: 'All offers',
    caption: 'Offers side by side',
    property: 'What',
    column: (index: number, niche: string) => `${index}. ${niche}`,
    offer: 'Offer',
    open: 'See the offer',
    order: 'Order',
    remove: 'Leave out',
    removeOf: (name: string) => `Leave out ${name}`,
    verdict: 'Against the fair band',
    median: (price: string) => `median ${price}`,
    one: 'Tick at least one more offer to compare it with.',
    cut: (most: number) => `More than ${most} were ticked; the first ${most} are shown.`,
    gone: (n: number) => `${count(n, 'offer is', 'offers are')} no longer on the market and left out.`,
    empty: {
      title: 'No offer was ticked',
      text: 'On the market, tick two to four offers and compare them: prices, terms and the quality of their leads.',
      action: 'Choose offers',
    },
  },
} as const;
