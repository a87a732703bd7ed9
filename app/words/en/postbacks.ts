import type { Macro, PostbackStatus } from '#app/domain/delivery/postback.ts';

const statuses: Record<PostbackStatus, readonly [name: string, meaning: string]> = {
  pending: ['pending', 'The lead passed its checks and waits for a buyer.'],
  approved: ['approved', 'It was sold; the payout is what you earn by this sale.'],
  rejected: [
    'rejected',
    'It was refused, nobody bought it in time, its person withdrew before, or a buyer got the price of it back.',
  ],
  paid: ['paid', 'The dispute window is over: what you earned is yours.'],
};

const macros: Record<Macro, string> = {
  sub1: 'the first sub ID that you sent with the lead, usually the click',
  sub2: 'the second',
  sub3: 'the third',
  sub4: 'the fourth',
  sub5: 'the fifth',
  status: 'pending, approved, rejected or paid',
  reason: 'why it was rejected, as a code: what the check found, expired, withdrawn or returned; else empty',
  payout: 'what you earn, e.g. 90.00; 0.00 before a sale and after a return',
  currency: 'of the payout, e.g. UAH',
  lead_id: 'our id of the lead',
  sale_id: 'our id of the sale; use it as transaction id where one lead may be sold several times',
  offer_id: 'your offer',
  external_id: 'your own number of the lead',
  campaign: 'the campaign that you sent',
};

/** Sentences about what trackers are told. */
export const postbackWords = {
  meta: 'Postbacks – Birja',
  title: 'Postbacks',
  intro:
    'An address of your tracker that we ask by GET when something becomes of a lead. Test leads are not told of. An address that does not answer is tried again for three days.',
  webhooks: 'Signed webhooks',
  done: {
    added: { title: 'The postback is active.' },
    active: { title: 'The postback is on again.' },
    disabled: { title: 'The postback is off.' },
    deleted: { title: 'The postback was deleted.' },
    tested: { title: 'A test is on its way. Its answer shows under “Last deliveries”.' },
  },
  label: 'Your postbacks',
  empty: {
    title: 'No postback yet',
    text: 'Add the address that your tracker gives you (Keitaro, Binom, Voluum, RedTrack and the like), with the macros below in it.',
  },
  allOffers: 'All offers',
  gone: 'The server said that nothing is there any more (410).',
  created: 'Added',
  test: 'Send a test',
  deliveries: 'Deliveries',
  disable: 'Turn off',
  enable: 'Turn on',
  delete: 'Delete',
  ask: {
    title: 'Delete this postback?',
    text: 'Your tracker hears nothing by it any more. What still waits to be sent is not.',
    confirm: 'Delete the postback',
    address: 'Address',
    when: 'Told of',
  },
  new: {
    title: 'Add a postback',
    url: 'Address',
    urlHint: 'For example https://tracker.example/postback?subid={sub1}&status={status}&payout={payout}',
    offer: 'Offer',
    statuses: 'Tell of',
    statusesError: 'Tick at least one.',
    submit: 'Add the postback',
  },
  macros: {
    title: 'Macros',
    intro: 'Each is replaced by its value, encoded for an address. They may stand anywhere after the host.',
    caption: 'Macros of postbacks and what they stand for',
    name: 'Macro',
    means: 'Stands for',
  },
  statuses,
  macroWords: macros,
} as const;
