import type {
  DateOrder,
  Delimiter,
  Encoding,
  Field,
  Outcome,
  ResultKind,
  RowReasonCode,
  Steering,
} from '#app/domain/imports/import.ts';

type Params = Readonly<Record<string, string | number>>;
const number = (count: number) => count.toLocaleString('en');
const rows = (count: number) => (count === 1 ? '1 row' : `${number(count)} rows`);

const fields: Record<Field, string> = {
  name: 'Whole name',
  first_name: 'First name',
  middle_name: 'Middle name or patronymic',
  last_name: 'Last name',
  phone: 'Phone',
  email: 'E-mail',
  region: 'Region',
  city: 'City',
  message: 'Request or comment',
  language: 'Language',
  wanted_within_days: 'Wanted within, days',
  budget: 'Budget',
  consent_at: 'When consent was given',
  consent_text: 'Words agreed to',
  consent_url: 'Page of the consent',
  external_id: 'Your reference',
  traffic: 'Kind of traffic',
  campaign: 'Campaign',
  source_url: 'Page of the request',
  utm_source: 'utm_source',
  utm_medium: 'utm_medium',
  utm_campaign: 'utm_campaign',
  utm_content: 'utm_content',
  utm_term: 'utm_term',
  sub_id: 'Sub ID',
  ip: 'IP address',
};

/** Why a row became no lead, and what to do about it. */
const reasons: Record<RowReasonCode, (params: Params) => string> = {
  double_of_row: (p) => `The same phone or e-mail stands in row ${p.row}.`,
  contact_missing: () => 'There is neither phone nor e-mail.',
  name_or_message_missing: () => 'There is neither a name nor a request.',
  phone_rounded: () =>
    'A spreadsheet rounded the phone, so its last digits are lost. Format the column as text and save the file again.',
  region_missing: () => 'There is neither a region nor a city.',
  region_unknown: () => 'The region is not known. Write its ISO code, such as UA-30, or its usual name.',
  too_long: (p) => `“${fieldName(String(p.field))}” has more than ${number(Number(p.most))} characters.`,
  consent_missing: () => 'There is no date of consent.',
  consent_unreadable: () => 'The date of consent cannot be read. Write it as 2026-11-26 14:05.',
  consent_future: () => 'The date of consent lies in the future.',
  consent_old: (p) => `The consent is ${p.days} days old, which is not fresh.`,
  consent_words_missing: () => 'It is not said what the person agreed to.',
};

function fieldName(field: string): string {
  return field in fields ? fields[field as Field] : field;
}

const encodings: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'windows-1251': 'Windows-1251, Cyrillic',
  'utf-16le': 'UTF-16, Unicode text of Excel',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1250': 'Windows-1250, Hungarian',
  'windows-1252': 'Windows-1252, Western',
  'windows-1254': 'Windows-1254, Turkish and Azerbaijani',
};
const delimiters: Record<Delimiter, string> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Vertical bar',
};
const dateOrders: Record<DateOrder, string> = {
  dmy: 'Day first: 26/11/2026',
  mdy: 'Month first: 11/26/2026',
};
const outcomes: Record<Outcome, string> = {
  taken: 'lead',
  double: 'double',
  refused: 'refused',
  quarantined: 'quarantined',
};
const downloads: Record<ResultKind, string> = {
  refused: 'Refused rows and doubles',
  quarantined: 'Quarantined rows',
  all: 'All rows',
};
const steerings: Record<Steering, string> = {
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel the import',
  erase: 'Erase its rows now',
};

/** The pages on which a file of leads is imported. */
export const importWords = {
  fields,
  reasons,
  encodings,
  delimiters,
  dateOrders,
  rows,
  link: 'Import a file',
  list: {
    meta: 'Import leads – Birja',
    title: 'Import leads',
    intro:
      'From a CSV or XLSX file, up to 100,000 rows. Every row is checked like a lead that comes alone, and needs a consent of its own that is fresh.',
    back: 'Leads',
    file: 'File',
    fileHint:
      'CSV, semicolon or tab in UTF-8, windows-1251 or UTF-16, or XLSX. At most 48 MB. It is kept encrypted and erased when it is done with.',
    fileMissing: 'Choose a file.',
    offer: 'Offer',
    offerHint: 'All rows of the file are sent for it.',
    offerMissing: 'Choose an offer that is active.',
    submit: 'Send the file',
    pending: 'Sending…',
    open: {
      title: 'An import is open',
      text: 'One runs at a time. Finish or cancel it before you send another file.',
      action: 'Open it',
    },
    noOffer: {
      title: 'No active offer yet',
      text: 'Leads are imported for an offer. Make one active first.',
      action: 'See your offers',
    },
    history: 'Imports',
    caption: 'Imports, newest first',
    empty: { title: 'No file was imported yet', text: 'What became of each row will be found here.' },
    columns: { file: 'File', status: 'State', rows: 'Rows', taken: 'Leads', at: 'Sent' },
    erasedName: 'A file that was erased',
  },
  one: {
    meta: 'Import – Birja',
    back: 'Imports',
    lookAgain: 'Look again',
    uploading: {
      title: 'The file is being sent',
      text: 'If you closed the page on which you sent it, cancel this import and send the file again.',
    },
    reading: {
      title: 'The file is being read',
      label: 'How much of the file is read',
      text: (count: number) => `${rows(count)} so far. You may leave this page.`,
    },
    progress: {
      title: (done: number, all: number) => `${number(done)} of ${rows(all)}`,
      label: 'Rows worked off',
      text: 'You may leave this page; the import goes on. Leads of it are checked and sold meanwhile.',
      paused: 'It stands still until you let it go on. Leads that came of it already are leads.',
    },
    stopped: {
      title: 'The import was paused',
      offer_not_active: 'Its offer is not active. Make it active, then let the import go on.',
      niche_forbidden: 'The niche of its offer is not traded at the moment.',
      organisation_blocked: 'The trade of your organisation is stopped.',
    } as Record<string, string>,
    failed: { title: 'The file could not be read', action: 'Send another file' },
    cancelled: { title: 'The import was cancelled', text: 'Rows that had become leads by then are leads.' },
    cancelAsk: {
      title: 'Cancel this import?',
      text: 'Rows that are leads already stay leads. The others are not taken, and the import cannot go on.',
      done: 'Rows worked off',
      left: 'Rows that are not taken',
    },
    eraseAsk: {
      title: 'Erase the rows of this import?',
      text: 'What the file held is erased for good, and with it the rows that can be downloaded. Leads stay.',
      figure: 'Quarantined and refused rows',
    },
    steerings,
    tiles: 'What became of the rows',
    tile: {
      taken: 'Became leads',
      doubles: 'Doubles in the file',
      refused: 'Refused',
      quarantined: 'Quarantined',
    },
    verdicts: {
      title: 'How its leads stand',
      caption: 'Leads of this import by status',
      status: 'Status',
      count: 'Leads',
      none: 'No row became a lead.',
      checking: 'Some are still being checked.',
    },
    quarantine: {
      title: (count: number) => (count === 1 ? '1 row is quarantined' : `${rows(count)} are quarantined`),
      text: 'They lack a fresh consent of their own, so they are no leads, claim nobody and are not offered. Ask these people, then give their consent here, or write its date into the file below and import that.',
      action: 'Give their consent',
    },
    download: {
      title: 'Download',
      intro:
        'CSV with the rows as they stood in the file, what became of each, and why. Every download is noted.',
      kinds: downloads,
    },
    kept: (until: string) => `The rows are kept encrypted until ${until}, then erased.`,
    erased: 'What the file held was erased. The figures stay.',
    test: 'Test leads',
    done: {
      started: { title: 'The import has begun' },
      paused: { title: 'The import is paused' },
      resumed: { title: 'The import goes on' },
      cancelled: { title: 'The import was cancelled' },
      erased: { title: 'The rows were erased' },
    },
  },
  mapping: {
    title: 'What the columns hold',
    intro: (count: number) =>
      `${rows(count)} were read. Each column was guessed by its head and by what stands in it: look whether it is right.`,
    column: (letter: string, head: string) => (head === '' ? `Column ${letter}` : `${letter}: ${head}`),
    sample: (texts: readonly string[]) =>
      texts.length === 0 ? 'No row has anything here.' : texts.join(' · '),
    none: 'Not taken',
    groups: {
      person: 'Person',
      need: 'Need',
      consent: 'Consent',
      source: 'Source',
      answers: 'Questions of the niche',
    },
    settings: 'How to read them',
    hasHead: 'The first row names the columns',
    region: 'Where a row names no region',
    regionNone: 'Go by its city, and refuse it without one',
    dateOrder: 'Dates with strokes',
    timezone: (zone: string) => `Times are taken as of ${zone}, unless they say so themselves.`,
    offersWording: 'Where a row has no words of consent, its person agreed to the wording of the offer',
    offersWordingHint: (wording: string) =>
      `“${wording}” Tick it only if these words stood beside the form when they sent it.`,
    test: 'Import as test leads',
    testHint: 'They are checked and go the whole way, but cost nothing and count nowhere.',
    submit: 'Go on to the preview',
    noConsent: {
      title: 'No column holds a date of consent',
      text: 'All rows would be quarantined: they need a consent of their own that is fresh.',
    },
    errors: {
      contact: 'Choose which column holds the phone or the e-mail.',
      twice: 'Another column is taken for this already.',
      use: 'Choose from the list.',
    },
    format: {
      summary: 'The text looks wrong, or its columns are parted wrongly',
      encoding: 'Encoding',
      delimiter: 'Columns are parted by',
      sheet: 'Sheet',
      submit: 'Read the file again',
    },
    sheets: { summary: 'Read another sheet of the workbook' },
  },
  preview: {
    meta: 'Preview of an import – Birja',
    title: 'What would become of the rows',
    back: 'Columns',
    intro: (shown: number, all: number) =>
      `The first ${number(shown)} of ${rows(all)}, by the rules by which all are judged. Nothing is sent yet. Whether a mail host answers, and whether a person is claimed already, is looked up only then.`,
    tile: {
      taken: 'Would become leads',
      double: 'Doubles in the file',
      refused: 'Would be refused',
      quarantined: 'Would be quarantined',
    } satisfies Record<Outcome, string>,
    tiles: (shown: number) => `Of the first ${rows(shown)}`,
    caption: 'The first rows and what would become of them',
    row: (row: number) => `Row ${number(row)}`,
    columns: { row: 'Row', contact: 'Contact', outcome: 'Verdict', why: 'Why' },
    checkRefuses: 'A check refuses it',
    submit: (count: number) => `Import ${rows(count)}`,
    submitTest: (count: number) => `Import ${rows(count)} as test leads`,
    change: 'Change the columns',
    allQuarantined: {
      title: 'None of these rows would become a lead',
      text: 'Look at the reasons below, and at the columns, before you import the file.',
    },
  },
  quarantine: {
    meta: 'Quarantined rows – Birja',
    title: 'Quarantined rows',
    back: 'Import',
    intro: (days: number) =>
      `These people have not agreed, as far as the file says, to be called on. Ask them, and write here when each of them agreed and to which words. A consent counts for ${days} days. Leave out whom you have not asked: nothing happens to them.`,
    many: 'With many rows it is quicker to download them, fill in the column of the consent, and import that file.',
    download: 'Download the quarantined rows',
    row: (row: number) => `Row ${number(row)}`,
    noContact: 'Nothing is known of them but their number.',
    at: 'When they agreed',
    text: 'Words they agreed to',
    textHint: (wording: string) => `Empty: the wording of your offer, “${wording}”`,
    url: 'Page where they agreed, if there was one',
    vouchLabel: 'Your word for it',
    vouch:
      'Each of these people agreed themselves, to these words, at the time given. I can prove it when a buyer, the exchange or the person asks.',
    vouchMissing: 'Say that you can prove it, or leave the dates empty.',
    nothing: 'Write at least one date.',
    badDate: 'Write a date and a time.',
    tooLong: (most: number) => `At most ${number(most)} characters.`,
    badUrl: 'Write an address that begins with http:// or https://.',
    submit: 'Make leads of the rows with a date',
    next: 'Later rows',
    first: 'From the beginning',
    empty: {
      title: 'No row is quarantined',
      text: 'Every row of this import either became a lead or cannot be one.',
      action: 'Back to the import',
    },
    released: (count: number) =>
      count === 1
        ? '1 row became a lead and is being checked.'
        : `${rows(count)} became leads and are being checked.`,
    kept: 'Some rows stay where they are; see why beside them.',
  },
  csv: {
    head: ['Row', 'Outcome', 'Reason', 'Lead'],
    outcomes,
    column: (letter: string) => `Column ${letter}`,
    consentAt: 'Consent date',
    fileName: (kind: ResultKind) => `import-${kind}.csv`,
  },
} as const;
