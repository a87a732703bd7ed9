import type { ChannelKind, PassedOver } from '#app/domain/leads/channels/channel.ts';

const kinds: Record<ChannelKind, { name: string; means: string; how: readonly string[] }> = {
  webhook: {
    name: 'Webhook',
    means: 'A form builder, site or script posts its fields: JSON or form data.',
    how: [
      'Enter the address below as the webhook of your form (Tilda, WordPress, Typeform, Zapier, Make and the like).',
      'Fields are understood by their names in seven languages. Where a name says nothing, map it below.',
    ],
  },
  email: {
    name: 'E-mail',
    means:
      'A form’s mail, forwarded as it is. Lines such as “Phone: +380 67 …” are read, as text or as a table.',
    how: [
      'Let your mail service post incoming mails, as raw MIME, to the address below: Cloudflare Email Workers, Amazon SES, Mailgun routes (raw), or a pipe on your own server.',
      'On your own server: pipe the mail into  curl --data-binary @- -H "Content-Type: message/rfc822"  and the address.',
    ],
  },
  vk: {
    name: 'VK group',
    means: 'VK’s Callback API tells of every lead form that is filled in, and of messages to your group.',
    how: [
      'In your group: Manage, API usage, Callback API. Enter the address and the secret key below.',
      'Copy the text that the server must return from VK into “Text for VK” here, then press “Confirm” at VK.',
      'Under “Event types” tick lead form submissions, incoming messages, or both.',
      'A message makes a lead once its writer names a number, with what they wrote before and the product it was about. Ask for the number in the group’s greeting, beside the wording of consent.',
      'A link vk.me/your_group?ref=CLICK brings CLICK back to you as sub ID 1.',
    ],
  },
  telegram: {
    name: 'Telegram bot',
    means: 'Your bot asks what is wanted, shows the consent, and takes the number that the person shares.',
    how: [
      'Make a bot with @BotFather. Its token stays with you; we never need it.',
      'Run once, with your bot’s token in place of BOT_TOKEN, the command below.',
      'A link t.me/your_bot?start=CLICK brings CLICK back to you as sub ID 1.',
    ],
  },
  call: {
    name: 'Call tracking',
    means: 'Your call tracker tells of each call. Only a number that is not known yet makes a new lead.',
    how: [
      'Enter the address below as webhook for finished calls (CallRail, Calltouch, Zadarma, Twilio and the like), as JSON or form data.',
      'Recording, length and whether it was missed go to the buyer with the contact.',
    ],
  },
};

const passedOver: Record<PassedOver, string> = {
  known_number: 'The number is known already',
  missed_call: 'A missed call; this channel leaves them out',
  short_call: 'Shorter than this channel asks for',
  outgoing_call: 'A call from you, not to you',
  no_number: 'The caller’s number was hidden',
};

const refused: Readonly<Record<string, string>> = {
  consent_not_given: 'The person did not agree',
  contact_needed: 'Neither phone nor e-mail was found',
  name_or_message_needed: 'Neither name nor message was found',
  offer_not_active: 'The offer took no leads at that time',
  niche_forbidden: 'The niche is not traded',
};

/** Other ways in than the API. */
export const channelWords = {
  meta: 'Other ways in – Birja',
  title: 'Other ways in',
  docs: 'The API',
  intro: (offer: string) =>
    `Leads of “${offer}” can come from a form builder’s webhook, a mail, VK, a bot or a call tracker. Each comes in by an address of its own and is checked like one by the API.`,
  kinds,
  outcomes: { taken: 'Taken', passed_over: 'Passed over', refused: 'Refused' },
  says: (outcome: string, code: string | null) =>
    code === null
      ? ''
      : outcome === 'passed_over'
        ? (passedOver[code as PassedOver] ?? code)
        : (refused[code] ?? `Refused: ${code}`),
  done: {
    made: { title: 'The channel is open. Enter its address at the sender.' },
    saved: { title: 'Saved.' },
    paused: { title: 'Paused. Senders are told to try again later.' },
    active: { title: 'The channel takes leads again.' },
    deleted: { title: 'The channel was closed; its address leads nowhere.' },
  },
  list: 'Channels of this offer',
  empty: {
    title: 'No channel yet',
    text: 'Choose below where leads come from; you get an address to enter there.',
  },
  open: 'Open',
  add: {
    title: 'Open a channel',
    kind: 'Where leads come from',
    submit: 'Go on',
  },
  form: {
    title: (kind: string) => `New channel: ${kind}`,
    change: 'Settings',
    name: 'Name',
    nameHint: 'For your own list, e.g. Landing page flats',
    region: 'Region',
    regionHint: 'Of leads that name none. One of your offer’s.',
    channel: 'Kind of source',
    traffic: 'Traffic',
    trafficNone: 'Not said',
    consent: 'Wording of consent',
    consentHint:
      'Exactly what the person sees where they leave their contact. It is stored with every lead and shown to its buyer.',
    consentUrl: 'Where it is shown',
    consentUrlHint: 'Address of the page, form or bot. For calls: where the number is advertised.',
    shown: 'I confirm that everybody who comes by this channel sees this wording before they send.',
    shownError: 'Without it a lead cannot be traded: confirm that the wording is shown.',
    confirmation: 'Text for VK',
    confirmationHint: 'What VK shows as “string to be returned by the server”.',
    mapping: 'Mapping',
    mappingHint:
      'One a line: name of the sender’s field = what it is here. Left sides are as they come, with dots for what lies inside; right sides are listed below.',
    mappingError: (line: string) => `This line is not understood: ${line}`,
    targets: (list: string) => `Right sides: ${list}`,
    leastSeconds: 'Shortest call, in seconds',
    leastSecondsHint: 'An answered call that was shorter makes no lead.',
    missed: 'Missed calls',
    missedChoices: { yes: 'Make a lead', no: 'Make none' },
    question: 'First question of the bot',
    button: 'Button that shares the number',
    thanks: 'Last words of the bot',
    defaults: {
      question: 'Hello. Please write in one message what you need.',
      button: 'Share my number',
      thanks: 'Thank you. You will be called soon.',
    },
    submit: 'Open the channel',
    save: 'Save',
  },
  page: {
    address: 'Address',
    addressHint: 'Whoever knows it can send leads in your name. Close the channel if it gets out.',
    secret: 'Secret key',
    command: 'The command',
    how: 'How to connect',
    pause: 'Pause',
    resume: 'Take leads again',
    delete: 'Close',
    test: 'Try it',
    testIntro:
      'Paste what your sender sends, or use this sample. It makes a test lead: checked like any other, never sold, counted nowhere.',
    sample: 'A request of the sender',
    type: 'Content-Type',
    send: 'Send the sample',
    read: 'What is understood of it',
    took: 'The test lead was taken',
    not: 'No lead comes of it',
    look: 'Look at the lead',
    half: 'Understood; it is no lead yet. The sender is answered:',
    events: 'Last events',
    eventsIntro: 'The last 50, kept for 30 days, without anything about the person.',
    eventsCaption: 'What came by this channel lately',
    noEvents: { title: 'Nothing came yet', text: 'What your sender sends shows here.' },
    at: 'When',
    outcome: 'Outcome',
    why: 'Why',
    lead: 'Lead',
    test_badge: 'Test',
    repeated: (times: number) => `sent ${times + 1} times`,
  },
  ask: {
    title: 'Close this channel?',
    text: 'Its address leads nowhere from then on, and no other channel ever gets it. Leads that came by it stay.',
    confirm: 'Close the channel',
    name: 'Channel',
    kind: 'Kind',
  },
} as const;
