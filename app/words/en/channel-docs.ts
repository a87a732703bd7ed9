/** What the document of the API says of the addresses by which leads come in from other senders. */
export const channelDocs = {
  summary: 'Send to a channel',
  description:
    'The address of a channel, for senders that do not speak the API: form builders, forwarded mails, VK, a Telegram bot, call trackers. The token alone says which channel it is, so no key is sent. What the channel is set to on its page says how the fields are read; the page also shows what came and what was understood of it. The same event sent again is the same lead. Bodies are at most 64 kB, mails 512 kB.',
  token: 'The last part of the channel’s address, from its page. Whoever has it can send leads in your name.',
  telegramSecret:
    'A Telegram bot’s channel: the secret_token that was given to setWebhook. Other channels do not look at it.',
  bodies: {
    webhook:
      'Generic webhook: any fields, as JSON or as a form. Names are guessed in the languages of the field, or mapped on the channel’s page; answers to the niche’s questions go by their keys. A field mapped to event_id makes a repeat the same lead; without one an equal body is.',
    form: 'Generic webhook and call tracking: the same fields, as a form sends them.',
    email:
      'E-mail: the mail of a form as it came (RFC 5322), forwarded or not. Lines of label and value are read, of text or of a table. Message-ID makes a repeat the same lead.',
    vk: 'VK Callback API. confirmation is answered with the channel’s text; lead_forms_new makes a lead; message_new makes one once its writer names a number, with what they wrote within a day before; any other event is answered and forgotten.',
    telegram:
      'An update of a Telegram bot. What a person writes is kept until they share their own number by the button above which the wording of consent stands; that makes the lead.',
    call: 'Call tracking: an event of a call as the tracker words it, for example caller, called, call_id, duration, status, direction, recording, start_time. Only a number not yet known makes a lead; a call still under way is noted.',
  },
  answers: {
    accepted: 'Webhook, e-mail, call tracking: the lead is taken in, and its checks follow.',
    ignored: 'Webhook, e-mail, call tracking: nothing was to come of it, by what the channel is set to.',
    noted: 'Call tracking: the call has not ended yet.',
    telegram:
      'Telegram: what the bot says next, carried out by Telegram itself; empty where it says nothing.',
    vk: 'VK: ok, or the confirmation text of the channel.',
  },
} as const;
