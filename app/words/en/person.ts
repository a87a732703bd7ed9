import type { ReadingWay } from '#app/domain/leads/reading.ts';

const ways: Record<ReadingWay, string> = {
  page: 'somebody there opened it',
  api: 'a program of theirs read it',
  webhook: 'it was sent to a server of theirs',
  certificate: 'somebody there opened the consent certificate',
  moderator: 'a moderator opened it to decide a complaint',
  person: 'you opened this page',
};

/** What a person reads about their own data: they know nothing of exchanges, so no word of the trade stands here alone. */
export const personWords = {
  /** The language by its own name. */
  language: 'English',
  languages: 'Language',
  cancel: 'Cancel',
  meta: 'Who has my data – Birja',
  title: 'Who has my data',
  intro:
    'Birja passes requests that people make on websites on to firms that can help. This page belongs to one such request and is for you alone: whoever has its address sees what you see.',
  gone: 'Your data are erased here. What follows is who had them.',
  collected: {
    title: 'What was collected',
    what: 'Request for',
    where: 'Place',
    name: 'Name',
    phone: 'Phone',
    email: 'E-mail',
    message: 'Message',
    city: 'City',
    answers: 'Answers',
    page: 'On the page',
    referrer: 'Came from',
    language: 'Language',
    wanted: 'Wanted',
    withinDays: (days: number) => `within ${days} days`,
    budget: 'Budget',
    decides: 'Decides alone',
    reach: 'Best reached by',
    ways: {
      phone: 'phone',
      email: 'e-mail',
      messenger: 'messenger',
      sms: 'SMS',
      other: 'another way',
    },
    yes: 'yes',
    no: 'no',
    ip: 'From the address',
    device: 'With the browser',
    at: 'Received',
    by: 'Collected by',
    none: 'Erased',
  },
  why: {
    title: 'Why',
    text: 'Because of these words, which were agreed to when the request was sent:',
    given: 'Agreed',
  },
  buyers: {
    title: 'Who got it',
    none: 'Nobody. No firm has your data from us.',
    at: (country: string) => (country ? `, ${country}` : ''),
    sold: 'Passed on',
    received: 'Told that you withdrew',
    erased: 'Says that it erased your data',
    waiting: 'Was told that you withdrew; has not yet said that it erased your data',
  },
  readings: {
    title: 'When it was read',
    none: 'Nobody has read it yet.',
    by: (who: string | null, way: ReadingWay) =>
      who === null ? `Birja: ${ways[way]}` : `${who}: ${ways[way]}`,
    older: 'Older ones are left out here.',
  },
  act: {
    title: 'What you can do',
    intro:
      'Either of the two erases your data here at once and tells every firm above to erase its own. It costs nothing and cannot be undone.',
    changed_mind: {
      label: 'Erase my data',
      hint: 'You asked for this and no longer want it.',
      submit: 'Erase my data',
    },
    never_asked: {
      label: 'I did not ask for this',
      hint: 'Somebody used your data without you. Whoever collected them is held to account.',
      submit: 'I did not ask for this',
    },
    suppress: 'Also refuse any later request with my phone number or e-mail address',
  },
  ask: {
    title: {
      changed_mind: 'Erase your data?',
      never_asked: 'Erase your data and report that you did not ask?',
    },
    text: 'Your data here are erased for good, and the firms that have them are told to erase them too.',
    firms: 'Firms that are told',
    later: 'Later requests with your contact',
    refused: 'are refused',
    allowed: 'are taken',
    confirm: 'Erase my data now',
  },
  done: {
    title: 'Your data are erased',
    text: (firms: number) =>
      firms === 0
        ? 'No firm had them from us.'
        : firms === 1
          ? 'The firm that had them is told now. Come back to this page to see its answer.'
          : `The ${firms} firms that had them are told now. Come back to this page to see their answers.`,
  },
  withdrawn: {
    title: 'You withdrew',
    changed_mind: 'You asked us to erase your data.',
    never_asked: 'You told us that you did not ask for this.',
    suppressed: 'Later requests with your phone number or e-mail address are refused.',
  },
  expired: {
    title: 'The time is over',
    text: 'We keep no one’s data longer than needed. Yours are erased here; the firms below keep them under their own terms.',
  },
} as const;

/** The mail that tells a person where they see who has their data. */
export const personReceipt = {
  subject: 'Who has your data',
  lines: [
    'You sent a request on a website, and a firm that can help with it got your contact from us. We are Birja, which passes such requests on.',
    'Under the link you see what was collected, why, and who has it. There you can also have it erased, or tell us that you did not ask for this.',
    'The link is for you alone: do not pass it on. We write to you once.',
  ],
  link: 'Who has my data',
  /** To a telephone, where there is no e-mail address: each letter is paid for. */
  message: (url: string) =>
    `A firm got from us the contact you left on a website. Who has it, and how to have it erased: ${url} (Birja)`,
  signature: (url: string) => `Birja, the exchange for leads: ${url}`,
} as const;

type Widened<Text> = Text extends string
  ? string
  : Text extends (...given: infer Given) => string
    ? (...given: Given) => string
    : Text extends readonly unknown[]
      ? readonly string[]
      : { readonly [Key in keyof Text]: Widened<Text[Key]> };

/** What the catalogues of other languages hold. */
export type PersonWords = Widened<typeof personWords>;
export type PersonReceipt = Widened<typeof personReceipt>;
