type Params = Readonly<Record<string, string>>;

/** What a seller is told when no buyer has room for an offer. */
export const closureWords = {
  title: 'No buyer has room for this offer now',
  since: 'Since',
  text: 'Caps, budgets or wallets of those who bought are used up. Leads that you send meanwhile wait on the open market. If you pay for clicks, now is the time to pause them.',
  opens: 'The first cap begins anew',
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
