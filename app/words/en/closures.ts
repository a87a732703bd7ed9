type Params = Readonly<Record<string, string>>;

/** What a seller is told when no buyer has room for an offer. */
export const closureWords = {
  title: 'No buyer has room for this offer now',
  since: 'Since',
  text: 'Caps, budgets or wallets of those who bought are used up. Leads that you send meanwhile wait on the open market. If you pay for clicks, now is the time to pause them.',
  opens: 'The first cap begins anew',
};

export const fullRegionWords = {
  title: 'No buyer has room in some regions now',
  text: 'Elsewhere this offer sells on. If you pay for clicks from these regions, now is the time to pause them.',
  caption: 'Regions that your leads come from and in which no buyer has room',
  region: 'Region',
  since: closureWords.since,
  opens: 'The first cap begins anew',
  unknown: 'Not known beforehand',
};

export const fullRegionMails = {
  subject: 'No buyer has room left in some regions for an offer of yours',
  lines: (p: Params) => [
    `An offer of yours sells on, but leads from these regions find no buyer with room: ${p.regions}${p.more ? ` and ${p.more} more` : ''}.`,
    'Caps, budgets or wallets of those who buy there are used up, or nobody buys there. If you pay for clicks from there, pause them.',
    'Of one offer we write so once a day at most. The webhooks offer.region_full and offer.region_open tell of every change.',
  ],
};

export const closureMails = {
  subject: 'No buyer has room left for an offer of yours',
  lines: (p: Params) => [
    'An offer of yours that sold until now has no buyer left with room: caps, budgets or wallets are used up.',
    'Leads that you send meanwhile wait on the open market. If you pay for clicks, pause them.',
    p.opens
      ? `The first cap begins anew at ${p.opens.slice(0, 16).replace('T', ' ')} UTC.`
      : 'When a buyer has room again is not known beforehand.',
    'Of one offer we write once a day at most. The webhooks offer.full and offer.open tell of every change.',
  ],
  link: 'Open the offer',
};
