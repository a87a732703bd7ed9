import { pageWords } from './pages.ts';

type Params = Readonly<Record<string, string>>;

type MailedMonth = {
  month: string;
  p10: string;
  p50: string;
  p90: string;
  demand: { p10: number; p50: number; p90: number } | null;
};

const monthName = (month: string) =>
  `${pageWords.months[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;

/** What is ahead of a market: on a page, and as a mail each month. */
export const outlookWords = {
  meta: 'Season outlook – Birja',
  title: 'Season outlook',
  intro:
    'Once a month we mail you what is ahead of the markets that you choose: the expected price and demand of the next three months, with their ranges.',
  ahead: (niche: string, place: string) => `The next three months: ${niche}, ${place}`,
  monthName,
  month: 'Month',
  price: 'Fair price',
  band: '8 sales in 10',
  bandOf: (p10: string, p90: string) => `${p10} to ${p90}`,
  demand: 'Demand index',
  demandOf: (p50: number, p10: number, p90: number) => `${p50} (${p10} to ${p90})`,
  unknown: 'not known yet',
  indexNote: 'Demand 100 is the mean month of the year ahead.',
  priceSource: (model: string) => `Price: model ${model}, a warm lead.`,
  demandSource: (of: string, leads: string, months: string, date: string) =>
    `Demand: the forecast for ${of} of ${date}, from ${leads} leads over ${months} months.`,
  demandNone: 'Demand: no forecast is there yet; one is made each night from months that are over.',
  ask: 'Mail me this each month',
  asked: 'You have this mailed each month.',
  mine: 'Mailed each month',
  market: 'Market',
  last: 'Last mail',
  notYet: 'the coming night',
  stopHead: 'Mails',
  stop: 'Stop',
  stopOf: (market: string) => `Stop the mails about ${market}`,
  empty: {
    title: 'No market is mailed to you yet',
    text: 'Choose a niche and a region above. The first mail comes the night after, then one each month.',
  },
  done: { asked: 'The first mail comes the coming night', stopped: 'These mails are stopped' },
  link: 'Mail me the next three months, each month',
  off: {
    meta: 'Stop a season outlook – Birja',
    title: 'Stop these mails?',
    text: (niche: string, place: string) =>
      `The season outlook for ${niche} in ${place} is mailed once a month.`,
    button: 'Stop these mails',
    stopped: 'These mails are stopped',
    stoppedText: (niche: string, place: string) =>
      `No season outlook for ${niche} in ${place} is mailed any more. To have it again, ask for it in your account.`,
    account: 'Season outlooks in your account',
  },
  refusals: {
    outlooks_limit: (p: Readonly<Record<string, string | number>>) =>
      `You have ${p.limit} markets mailed, the most there may be. Stop one first.`,
  },
} as const;

/** The monthly mail. */
export const outlookMails = {
  subject: (p: Params) => `Season outlook: ${p.niche}, ${p.place}`,
  lines: (p: Params) => [
    `What is expected of ${p.niche} in ${p.place} in the next three months:`,
    ...(JSON.parse(p.months ?? '[]') as MailedMonth[]).map(
      ({ month, p10, p50, p90, demand }) =>
        `${monthName(month)}: fair price ${p50} (8 sales in 10 from ${p10} to ${p90})${
          demand ? `; demand index ${demand.p50} (from ${demand.p10} to ${demand.p90})` : ''
        }.`,
    ),
    `${outlookWords.priceSource(p.model ?? '')} ${
      p.forecastAt
        ? `${outlookWords.demandSource(p.forecastOf ?? '', p.forecastLeads ?? '', p.forecastMonths ?? '', p.forecastAt)} ${outlookWords.indexNote}`
        : outlookWords.demandNone
    }`,
    'You asked for this mail. The second link stops it at once, without logging in.',
  ],
  open: 'Open the price guide',
  off: 'Stop these mails',
} as const;
