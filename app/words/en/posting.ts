import type { Question } from '#app/domain/catalog/question.ts';

const types: Record<Question['type'], string> = {
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  choice: 'one of the values',
  choices: 'list of the values',
};

function range(question: Pick<Question, 'min' | 'max' | 'unit'>): string {
  const { min, max, unit } = question;
  const of = unit ? ` ${unit}` : '';
  if (min !== undefined && max !== undefined) return `${min} to ${max}${of}`;
  if (min !== undefined) return `${min}${of} or more`;
  return max === undefined ? (unit ?? '') : `${max}${of} or less`;
}

/** The page by which a seller's programmer builds what sends leads. */
export const postingWords = {
  meta: (niche: string) => `${niche}: sending by the API – Birja`,
  title: 'Sending by the API',
  intro: (niche: string) => `One request a lead, for your offer “${niche}”. The samples run as they stand.`,
  notActive: 'This offer takes no leads now',
  notActiveText: 'Requests are answered 409 offer_not_active until it is on the market.',
  key: 'Put your API key into the environment as BIRJA_KEY.',
  keys: 'Your API keys',
  docs: 'All calls of the API',
  test: {
    title: 'Send a test lead',
    intro:
      'It is checked like any other, costs nothing, counts nowhere and is never sold. The button sends the sample below; a program of yours does the same with "test": true.',
    submit: 'Send a test lead',
    took: 'The test lead was taken',
    waits: 'It is being checked. This page looks again by itself.',
    settled: (state: string) => `Its verdict: ${state}.`,
    open: 'Look at the lead',
  },
  samples: {
    title: 'Samples',
    intro: 'Your own ids are in them. Take out "test" and put in what the person wrote, to send a real one.',
    names: { curl: 'curl', javascript: 'JavaScript', php: 'PHP', python: 'Python' },
    label: (language: string) => `The request in ${language}`,
  },
  fields: {
    title: 'Fields',
    intro: 'A field that is not here is refused, so that a slip of the pen does not go unseen.',
    caption: 'Fields of a request',
    name: 'Field',
    type: 'Type',
    values: 'Allowed values',
    needed: 'Needed',
    yes: 'Yes',
    reach: 'Phone or e-mail',
    need: 'Name or message',
    no: 'No',
    warned: 'Yes, else warned of',
    niche: 'Questions of the niche',
    nicheIntro:
      'Answers make a lead dearer and let more orders find it. A value outside of the list is refused; an answer to a question that is not here goes to the buyer with the contact.',
    nicheCaption: 'Questions of the niche, sent in attributes',
    means: 'Asks',
  },
  types,
  range,
  rows: {
    offer: 'this offer’s id',
    text: 'text',
    phone: 'text, best with + and country code',
    email: 'text',
    region: (list: string) => `code of a region. The offer is for: ${list}`,
    city: 'text, in any language of the country',
    language: (offered: string) =>
      offered === ''
        ? 'two letters, e.g. uk'
        : `${offered}. Another one is taken and warned of; none counts as unknown`,
    message: 'text, up to 4,000 signs',
    days: 'whole number, 0 to 3650',
    money: 'amount in minor units as text, and currency',
    flag: 'true or false',
    list: 'one of the values',
    channel: (list: string) => `${list}. Another one is taken and warned of`,
    source: 'text, up to 200 signs',
    subs: 'list of up to 5 texts; come back in postbacks as {sub1} to {sub5}',
    referrer: 'address of the page the visitor came from; you see acceptance by its site',
    utm: 'names and values',
    address: 'address of the visitor',
    browser: 'what the visitor’s browser calls itself',
    photos: 'list of up to 10 https addresses',
    consent: 'the words the person agreed to, best exactly the offer’s',
    moment: 'moment with time zone, ISO 8601',
    url: 'address',
    own: 'text; your own number of the lead',
  },
  requests: {
    title: 'Last requests',
    intro:
      'The last 50 for this offer, and those that named none of your offers; kept for 3 days. Contacts are masked before anything is kept.',
    caption: 'The last requests to the API and their answers',
    empty: {
      title: 'No request yet',
      text: 'What your programs send shows here a second later, with the answer.',
    },
    at: 'When',
    answer: 'Answer',
    code: 'Code',
    lead: 'Lead',
    noOffer: 'no offer of yours',
    show: 'What was sent',
    body: 'The request, contact masked',
    unread: 'The body could not be read as JSON.',
    wrong: (field: string, code: string) => `${field}: ${code}`,
  },
} as const;
