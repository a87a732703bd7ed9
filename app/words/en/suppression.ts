import type { SuppressionReason } from '#app/domain/leads/suppression.ts';

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });
const number = (count: number) => count.toLocaleString('en');

const reasons: Record<SuppressionReason, string> = {
  asked_not_to: 'They asked not to be contacted',
  customer: 'They are customers already',
  complaint: 'They complained',
  other: 'Another reason',
};

/** The pages of suppression lists: an organisation's own, and the exchange's. */
export const suppressionWords = {
  reasons,
  own: {
    meta: 'Suppression list – Birja',
    title: 'Suppression list',
    intro: (sides: { sells: boolean; buys: boolean }) =>
      [
        'Contacts of people who must not be traded with you.',
        ...(sides.buys
          ? [
              'As a buyer you are passed over for their leads, and buying one on the market is refused; nobody is told.',
            ]
          : []),
        ...(sides.sells ? ['A lead that you send of one of them is refused.'] : []),
      ].join(' '),
  },
  platform: {
    meta: 'Suppression list of the exchange – Birja',
    title: 'Suppression list of the exchange',
    intro:
      'Contacts of people who must not be traded here at all. A lead of one of them is refused, whoever sends it.',
  },
  count: (count: number) =>
    count === 1 ? '1 contact is on the list.' : `${number(count)} contacts are on the list.`,
  empty: {
    title: 'The list is empty',
    text: 'Add contacts below: those who asked you not to write, and customers you have already.',
  },
  kept: 'Only keyed hashes are kept: nobody, not even we, can read the list back. Keep your own copy.',
  search: {
    title: 'Look for one contact',
    field: 'Phone or e-mail',
    hint: 'It is compared with the list and not kept.',
    submit: 'Look',
    found: (reason: SuppressionReason) => `On the list. ${reasons[reason]}.`,
    since: 'Since',
    notFound: 'This contact is not on the list.',
    remove: 'Take it off',
  },
  add: {
    title: 'Add contacts',
    file: 'File',
    fileHint:
      'Text or CSV in UTF-8, at most 100,000 lines and 8 MB. All phones and e-mail addresses of a line are taken, whatever its other columns hold.',
    contacts: 'Or contacts, one a line',
    contactsHint: (country: string | null) =>
      `Phones ${country === null ? 'in international form' : `in international form, or as they are dialled in ${countryNames.of(country) ?? country}`}; e-mail addresses; or SHA-256 hashes in hexadecimal.`,
    reason: 'Why',
    submit: 'Add to the list',
    nothing: 'Choose a file or write contacts.',
    hashed: {
      summary: 'How to hash contacts before you send them',
      phone:
        'A phone: its digits with the country code, without the plus: 380501234567 (with the plus is understood too).',
      email:
        'An e-mail address: trimmed and in lower case, the domain in ASCII: ivan@firm.ua. Dots and tags that a mailbox ignores may stay or go.',
      hash: 'Of that text, in UTF-8, the SHA-256 in hexadecimal: 64 characters, one a line.',
    },
    done: {
      title: (added: number) =>
        added === 1 ? '1 contact was added' : `${number(added)} contacts were added`,
      known: (known: number) => `${number(known)} were on the list already.`,
      unread: (unread: number, lines: readonly number[]) =>
        `Nothing could be read in ${number(unread)} ${unread === 1 ? 'line' : 'lines'}: ${lines.map(number).join(', ')}${unread > lines.length ? ' and others' : ''}.`,
    },
  },
  clear: {
    title: 'Empty the list',
    intro: 'All contacts are taken off. This cannot be undone.',
    button: 'Empty the list',
    ask: {
      title: 'Empty the suppression list?',
      text: 'Leads of these people will be traded again from now on. This cannot be undone.',
      figure: 'Contacts on the list',
      confirm: 'Empty it',
    },
  },
  done: {
    removed: { title: 'The contact was taken off the list' },
    cleared: { title: 'The list is empty now' },
  },
} as const;
