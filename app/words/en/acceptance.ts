import type { AcceptanceBy } from '#app/domain/reports/acceptance.ts';

const by: Record<AcceptanceBy, string> = {
  traffic: 'Traffic',
  campaign: 'Campaign',
  channel: 'Channel',
  referrer: 'Site they came from',
  sub1: 'Sub ID 1',
  sub2: 'Sub ID 2',
  sub3: 'Sub ID 3',
  sub4: 'Sub ID 4',
  sub5: 'Sub ID 5',
  utm_source: 'UTM source',
  utm_medium: 'UTM medium',
  utm_campaign: 'UTM campaign',
  utm_content: 'UTM content',
  utm_term: 'UTM term',
  check: 'Check',
};

/** How a seller's sources fare. */
export const acceptanceWords = {
  meta: 'Acceptance – Birja',
  title: 'Acceptance',
  intro:
    'Which of your sources bring leads that are taken, and which checks refuse them. Test leads, and leads still being checked, are not counted.',
  filter: 'Choose',
  by: 'By',
  period: 'Period',
  offer: 'Offer',
  allOffers: 'All offers',
  show: 'Show',
  periods: (days: number) => `Last ${days} days`,
  names: by,
  empty: {
    title: 'No lead with a verdict in this time',
    text: 'As soon as leads come in, their sources stand here side by side.',
  },
  caption: (what: string) => `Acceptance by ${what.toLowerCase()}`,
  untagged: 'not tagged',
  noSite: 'not told',
  sent: 'Leads',
  checked: 'Checked',
  accepted: 'Accepted',
  passed: 'Not refused by it',
  sold: 'Sold',
  warned: 'Warned',
  change: 'Against the period before',
  few: 'too few to say',
  same: 'unchanged',
  up: (points: number) => `up ${points} points`,
  down: (points: number) => `down ${points} points`,
  share: (percent: number, of: number) => `${percent} % of ${of.toLocaleString('en')}`,
  none: '–',
  chart: {
    title: 'Share accepted, over time',
    describe: (lowest: string, highest: string) =>
      `Share of accepted leads over time, between ${lowest} and ${highest}`,
    nothing: 'no lead',
    asTable: 'As a table',
    from: 'From',
  },
  limits: 'Shares of fewer than 20 leads are not compared.',
} as const;
