const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });
const kinds = { country: 'country', subdivision: 'region', city: 'city' };

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** A zone as people call it: some of the names that programs use are of old spellings. */
function clockName(zone: string): string {
  if (zone === 'UTC') return zone;
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts();
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

function inTime(ms: number): string {
  if (ms < MINUTE_MS) return 'in less than 1 min';
  if (ms < HOUR_MS) return `in ${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < 3 * DAY_MS) return `in ${Math.floor(ms / HOUR_MS)} h`;
  return `in ${count(Math.floor(ms / DAY_MS), 'day', 'days')}`;
}

/** The words that components bring themselves; all others are handed to them by the page. */
export const uiWords = {
  inTime,
  countryName: (code: string) => countryNames.of(code) ?? code,
  optional: '(optional)',
  sending: 'One moment…',
  done: 'done',
  clearFilters: 'Clear filters',
  sample: (n: number) => `n = ${n}`,
  errors: (n: number) => `${count(n, 'thing', 'things')} to put right`,
  currencyOf: (label: string) => `${label}: currency`,
  clockOf: (zone: string) => `Time: ${clockName(zone)}.`,
  password: { show: 'Show' },
  copy: { act: 'Copy', done: 'Copied.' },
  confirm: { cancel: 'Cancel' },
  niches: {
    none: 'Choose a niche',
    filter: (label: string) => `${label}: filter the list`,
    placeholder: 'Filter',
    nothing: 'No niche has these letters.',
  },
  regions: {
    add: 'Add a country, region or city',
    placeholder: 'Country, region or city',
    remove: (label: string) => `Remove ${label}`,
    where: (kind: keyof typeof kinds, within: string | null, country: string) =>
      kind === 'country' ? kinds.country : [kinds[kind], within, country].filter(Boolean).join(', '),
    status: {
      idle: () => '',
      found: (_text: string, n: number) =>
        `${count(n, 'place fits', 'places fit')}. Choose with the arrow keys.`,
      none: (text: string) => `No place is called “${text}”.`,
      failed: () => 'Places cannot be looked up now. Type the name and send the form: it is looked up then.',
    },
  },
  shell: {
    name: 'Birja',
    skip: 'Skip to content',
    navigation: 'Main',
    more: 'More',
    waiting: (n: number) => `${n} waiting`,
    areas: 'Sides of the exchange',
    account: 'Account',
    profile: 'Profile',
    security: 'Security',
    logOut: 'Log out',
    organisation: 'Organisation',
    organisations: 'All organisations',
    switchTo: (name: string) => `Switch to ${name}`,
    balance: 'Spendable',
  },
};
