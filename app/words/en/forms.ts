import type { FormKind } from '#app/domain/forms/form.ts';
import type { Asking, CodeMethod, ContactField, FormLanguage } from '#app/domain/forms/form-spec.ts';
import type { FormText } from './form-texts.ts';

const kinds: Readonly<Record<FormKind, { name: string; means: string }>> = {
  form: { name: 'Short form', means: 'A few fields, always in sight.' },
  quiz: { name: 'Quiz', means: 'One question at a time, the contact last.' },
  calculator: { name: 'Price calculator', means: 'An estimate by what is answered, then the contact.' },
  callback: { name: 'Callback', means: 'Comes over the page after a while without activity, or on leaving.' },
  exit: { name: 'Exit pop-up', means: 'Comes over the page when the visitor is about to leave it.' },
};

const textNames: Readonly<Partial<Record<FormText, string>>> = {
  name: 'Label of the name',
  phone: 'Label of the phone',
  email: 'Label of the e-mail',
  region: 'Label of the region',
  city: 'Label of the city',
  message: 'Label of the message',
  optional: 'Mark of what may stay empty',
  thanks_title: 'Heading when it was sent',
  thanks: 'What it says then',
};

/** Pages on which a seller makes forms for an offer. */
export const formWords = {
  kinds,
  meta: 'Forms – Birja',
  title: 'Forms',
  intro:
    'A form on a page of its own and on your sites. What visitors send by it comes in as a lead of this offer, with the words they agreed to.',
  link: 'Forms for your sites',
  linkMeans: 'A form page and a piece of code for any site, from the questions of the niche.',
  caption: 'Forms of this offer, with their last 30 days',
  columns: {
    name: 'Form',
    kind: 'Kind',
    state: 'State',
    views: 'Views',
    starts: 'Started',
    finished: 'Finished',
    conversion: 'Conversion',
  },
  conversion: (share: string, views: number) => `${share} of ${views.toLocaleString('en')}`,
  noViews: 'no views yet',
  empty: {
    title: 'No forms yet',
    text: 'Choose what kind of form it is below. It is made of the niche’s questions, and nobody sees it before you publish it.',
  },
  make: {
    title: 'Make a form',
    kind: 'Kind',
    name: 'Name',
    nameHint: 'For yourself; visitors do not see it.',
    language: 'Language',
    languageHint: 'Its first words. You can write all of them otherwise.',
    submit: 'Make the form',
    kindError: 'Choose what kind of form it is.',
    closed: (channel: string) =>
      `Not for this offer: “${channel}” is not among the ways in which its leads are made. Add it to the offer first.`,
  },
  languages: {
    en: 'English',
    uk: 'Ukrainian',
    ru: 'Russian',
    az: 'Azerbaijani',
    hy: 'Armenian',
    hu: 'Hungarian',
    mn: 'Mongolian',
    kk: 'Kazakh',
  } satisfies Record<FormLanguage, string>,
  testNote: 'This is a test: what you send costs nothing, is sold to nobody and counts nowhere.',
  builder: {
    meta: (name: string) => `${name} – form – Birja`,
    back: 'Forms of this offer',
    done: {
      saved: 'The draft was saved',
      savedText: 'Visitors see the published form until you publish this one.',
      live: 'The form is published',
      liveText: 'Whoever opens it from now on sees this version.',
      paused: 'The form is paused',
      pausedText: 'It takes nothing and does not show on your sites.',
    },
    state: {
      draft: 'Nobody sees this form yet.',
      live: (version: number) => `Visitors see version ${version}.`,
      changed: 'What was changed since then, here or in the offer’s wording, is not published yet.',
      paused: (version: number) => `Version ${version} is paused: its page says that no requests are taken.`,
    },
    offerNot: 'The offer itself is not active, so this form takes nothing until it is.',
    codesNot:
      'This offer promises verified contacts, and this exchange has no way set up to send codes by phone. The form cannot be published before the operator sets one up, or the offer promises a contact only.',
    codesNote:
      'This offer promises verified contacts: the form asks for a code that is told to the number, and the number is only taken with it.',
    pause: 'Pause',
    resume: 'Let it take requests again',
    code: {
      title: 'Put it on a site',
      text: 'Paste this where the form is to stand. It needs no other script, sets no cookie, and browsers without scripts get the form in a frame.',
      label: 'Code for your site',
      page: 'Page of its own',
      pageHint: 'Link to it from anywhere. Tags such as ?utm_source=… in the address are kept with the lead.',
    },
    test: {
      title: 'Try it',
      text: 'Fill the published form in as a visitor would. What you send is a test lead: it is checked and goes the whole way, but costs nothing, is sold to nobody and counts nowhere.',
      open: 'Send a test lead',
      leads: 'See your leads',
    },
    figures: {
      title: 'Last 30 days',
      intro: 'Counted without cookies; robots are left out. Finished are the leads that came.',
      label: 'Last 30 days together',
      byDay: 'By day (UTC)',
      day: 'Day',
      none: 'Nobody opened it in these days.',
    },
    preview: {
      title: 'Preview',
      text: 'The draft as it is saved. It can be filled in, and sends nothing.',
      unsaved: 'Not saved: look at what is marked on the left.',
      saving: 'Saving',
    },
    name: 'Name',
    language: 'Language',
    wording: 'Words',
    wordingNote: 'What you leave as it is, or empty, is in the words of the language.',
    titleOf: 'Heading',
    introOf: 'Under the heading',
    buttonOf: 'Button',
    otherTexts: 'All other words',
    textNames,
    consent: 'What is agreed to',
    consentNote: 'The wording of your offer. Change it there; publish the form again after that.',
    or: ' or ',
    consentOther: (seems: string, language: string) =>
      `This wording seems to be in ${seems}, the form is in ${language}.`,
    consentOtherText:
      'Who does not understand what they agree to has not agreed. Use an offer whose wording is in the form’s language.',
    contact: 'Contact',
    contactNote: 'The fewer fields, the more people fill them in.',
    contactFields: {
      name: 'Name',
      phone: 'Phone',
      email: 'E-mail',
      city: 'City',
      message: 'Message',
    } satisfies Record<ContactField, string>,
    asking: { required: 'Must be filled in', optional: 'May stay empty', off: 'Not asked' } satisfies Record<
      Asking,
      string
    >,
    questions: 'Questions',
    questionsNote: 'The niche’s questionnaire: buyers filter by the answers.',
    noQuestions: 'This niche has no questions.',
    questionsOther: (language: string) =>
      `These questions have no words in ${language} yet: they are asked in English.`,
    questionsOtherText:
      'Write them in your own words below. Choices stay in English, so ask what is answered by a number or by yes and no.',
    ask: 'Ask',
    mustAnswer: 'Must be answered',
    nicheNeeds: 'The niche must know the answer: it is always asked and must be answered.',
    place: 'Place',
    label: 'In your words',
    look: 'Look',
    accent: 'Colour',
    accentHint: 'Of the button and the bar; the text on it is black or white, whichever reads better.',
    scheme: 'Ground',
    schemes: { light: 'Light', dark: 'Dark', auto: 'As the visitor’s device' },
    radius: 'Corners',
    radii: { '0': 'Square', '4': 'Slightly round', '8': 'Round', '16': 'Very round' },
    idle: 'Comes after so many seconds without activity',
    idleError: 'Enter a whole number of seconds from 5 to 600.',
    codeMethod: 'The code is told by',
    codeMethods: { sms: 'A message', flash_call: 'A call whose number ends in it' } satisfies Record<
      CodeMethod,
      string
    >,
    estimate: 'Estimate',
    estimateNote: (currency: string) =>
      `From and to, in ${currency}. The base is where it begins; each answer adds what stands beside it, per unit where a number is asked for. Leave empty what adds nothing. Answers to questions that are not asked do not count.`,
    base: 'Base',
    from: 'from',
    to: 'to',
    perUnit: (unit: string) => `per ${unit}`,
    each: 'each',
    amountError: 'Enter an amount, such as 1200.',
    save: 'Save draft',
    publish: 'Publish',
    colourError: 'Choose a colour.',
    tooLong: 'This is longer than 300 characters.',
    nameError: 'Give it a name of at most 80 characters.',
  },
} as const;
