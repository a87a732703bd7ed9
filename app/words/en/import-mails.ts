type Params = Readonly<Record<string, string>>;

const number = (text: string | undefined) => Number(text ?? 0).toLocaleString('en');
const sentAt = (p: Params) => `${(p.sent ?? '').slice(0, 16).replace('T', ' ')} UTC`;

const reasons: Readonly<Record<string, string>> = {
  offer_not_active: 'Its offer is not active. Make it active, then let the import go on.',
  niche_forbidden: 'The niche of its offer is not traded at the moment.',
  organisation_blocked: 'The trade of your organisation is stopped.',
};

/** What whoever sent a file hears of it. */
export const importMails = {
  doneSubject: 'Your import is done',
  done: (p: Params) => [
    `The file that you sent at ${sentAt(p)} is worked off. Of its ${number(p.rows)} rows ${number(p.taken)} became ${p.test ? 'test leads' : 'leads'}.`,
    `Doubles in the file: ${number(p.doubles)}. Refused: ${number(p.refused)}. Quarantined: ${number(p.quarantined)}.`,
    ...(Number(p.quarantined) > 0
      ? [
          'Quarantined rows lack a fresh consent of their own. Give it on the page of the import, and they become leads; after 14 days all rows are erased.',
        ]
      : []),
  ],
  doneLink: 'See what became of the rows',
  stoppedSubject: 'Your import stands still',
  stopped: (p: Params) => [
    `The file that you sent at ${sentAt(p)} was paused on its way: ${number(p.taken)} of its ${number(p.rows)} rows are leads so far.`,
    reasons[p.reason ?? ''] ?? 'See why on its page.',
  ],
  stoppedLink: 'Open the import',
};
