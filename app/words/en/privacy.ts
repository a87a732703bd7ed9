import type { ReadingWay } from '#app/domain/leads/reading.ts';
import type { WithdrawalKind } from '#app/domain/privacy/withdrawal.ts';
import { receiptIn } from '../person.ts';

type Params = Readonly<Record<string, string>>;

const kinds: Record<WithdrawalKind, string> = {
  changed_mind: 'The person withdrew their consent.',
  never_asked: 'The person says that they never asked for this.',
};

/** What the person behind a lead is written. */
export const personMails = {
  person_receipt: (p: Params) => receiptIn(p.language ?? '', String(p.path)),
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
  linkWaiting: (count: number) => `Withdrawals: ${count} to confirm`,
  owed: 'Confirm that your own copies are erased',
  views: { label: 'Which withdrawals', open: 'To confirm', all: 'All' },
  nothingOpen: {
    title: 'Nothing to confirm',
    text: 'You confirmed the erasure of everybody who withdrew.',
    action: 'All withdrawals',
  },
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
  form: 'Form',
  formVersion: (id: string, version: number) => `${id}, version ${version} as it was published then`,
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
