import type { ReadingWay } from '#app/domain/leads/reading.ts';
import type { WithdrawalKind } from '#app/domain/privacy/withdrawal.ts';

type Params = Readonly<Record<string, string>>;

const ways: Record<ReadingWay, string> = {
  page: 'somebody there opened it',
  api: 'a program of theirs read it',
  webhook: 'it was sent to a server of theirs',
  certificate: 'somebody there opened the consent certificate',
  moderator: 'a moderator opened it to decide a complaint',
  person: 'you opened this page',
};

const kinds: Record<WithdrawalKind, string> = {
  changed_mind: 'The person withdrew their consent.',
  never_asked: 'The person says that they never asked for this.',
};

/** What a person reads about their own data: they know nothing of exchanges, so no word of the trade stands here alone. */
export const personWords = {
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

/** What the person behind a lead is written. */
export const personMails = {
  person_receipt: (p: Params) => ({
    subject: 'Who has your data',
    lines: [
      'You sent a request on a website, and a firm that can help with it got your contact from us. We are Birja, which passes such requests on.',
      'Under the link you see what was collected, why, and who has it. There you can also have it erased, or tell us that you did not ask for this.',
      'The link is for you alone: do not pass it on. We write to you once.',
    ],
    link: { label: 'Who has my data', path: String(p.path) },
  }),
  lead_withdrawn_buyer: (p: Params) => ({
    subject: 'A person withdrew: erase their data',
    lines: [
      `${kinds[p.kind as WithdrawalKind]} It is about a lead that you bought.`,
      'The law asks you to erase what you have of them, also in your CRM, and to stop contacting them. Then confirm it: the person sees your answer.',
      'The sale stays as it is. If you hold that they never asked, you may contest it while its window runs.',
    ],
    link: { label: 'Look at it and confirm', path: `/buy/withdrawals?sale=${p.sale}` },
  }),
  lead_withdrawn_seller: (p: Params) => ({
    subject: 'A person withdrew from a lead of yours',
    lines: [
      `${kinds[p.kind as WithdrawalKind]} It is about a lead that you sent.`,
      'Its contact is erased here and no more copies are sold. Erase what you keep of this person yourself.',
    ],
    link: { label: 'Look at the lead', path: `/sell/leads/${p.lead}` },
  }),
} as const;

/** The buyer's list of people who withdrew. */
export const withdrawalWords = {
  meta: 'Withdrawals – Birja',
  title: 'Withdrawals',
  intro:
    'People whose lead you bought and who withdrew. Erase what you have of them, in your CRM too, then confirm it: they see your answer.',
  kinds,
  link: 'Withdrawals',
  caption: 'People who withdrew, newest first',
  columns: { lead: 'Lead', why: 'Why', at: 'Withdrew', received: 'Your server', erased: 'Erased by you' },
  noServer: 'Not taken by a webhook',
  submit: 'Erased on our side',
  ask: {
    title: 'Did you erase this person’s data?',
    text: 'In your CRM, your files and with whoever you passed them on to. The person sees this answer, and it cannot be taken back.',
    lead: 'Lead',
    confirm: 'Yes, it is erased',
  },
  done: { title: 'Noted: the person sees that you erased their data.' },
  empty: {
    title: 'Nobody withdrew',
    text: 'When the person behind a lead that you bought withdraws, you are told here, by mail and by the webhook lead.withdrawn.',
    action: 'To your leads',
  },
  waiting: (count: number) =>
    count === 1
      ? '1 person withdrew: erase their data and confirm it'
      : `${count} people withdrew: erase their data and confirm it`,
  refusal: 'No person behind a lead that you bought under this id withdrew.',
} as const;

/** The certificate of consent. */
export const certificateWords = {
  meta: 'Consent certificate – Birja',
  title: 'Consent certificate',
  link: 'Consent certificate',
  intro: 'What the person behind this lead agreed to, as it was recorded when the lead came.',
  lead: 'Lead',
  sale: 'Sale',
  words: 'Words agreed to',
  record: 'The record',
  given: 'Agreed at',
  received: 'Recorded by Birja at',
  page: 'On the page',
  address: 'From the address',
  addressNote: 'The last part is withheld: it identifies a connection and says nothing about consent.',
  collector: 'Collected by',
  channel: 'Way',
  checked: 'Checked',
  unnamed: 'Not given by who collected it',
  digest: 'Fingerprint of this record',
  digestNote:
    'Made with a key of Birja’s over everything above. Asked, we confirm whether a certificate is ours.',
  erased: {
    title: 'The person’s data are erased',
    text: 'Words and time are kept as proof that there was consent; page and address went with the person.',
  },
  pdf: 'Download as PDF',
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  back: 'Back to the lead',
} as const;

/** Who read a contact, as the exchange's staff sees it. */
export const readingWords = {
  title: 'Who read the contact',
  intro: 'Each person, key and webhook, with when and why.',
  none: 'Nobody has read it.',
  caption: 'Readings of the contact, newest first',
  columns: { at: 'When', who: 'Who', way: 'How', why: 'Why' },
  ways: {
    page: 'Page',
    api: 'API',
    webhook: 'Webhook',
    certificate: 'Certificate',
    moderator: 'Moderator',
    person: 'Private link',
  } satisfies Record<ReadingWay, string>,
  why: { bought: 'Bought', dispute: 'A dispute', own: 'Their own data' },
  person: 'The person behind the lead',
  complaints: 'Persons who said that they did not ask',
  withdrawals: 'Persons who withdrew',
} as const;
