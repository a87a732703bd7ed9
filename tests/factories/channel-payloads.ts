import type { ChannelKind } from '#app/domain/leads/channels/channel.ts';

/** A request as the sender's own documentation shows it. */
export type Payload = {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

type Person = { phone: string; event: number; secret: string; name?: string };

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Tilda's webhook: a form's fields under the names that its author gave them. */
export const tilda = ({ phone, event, name = 'Олена' }: Person): Payload => ({
  headers: form,
  body: new URLSearchParams({
    Name: name,
    Phone: phone,
    Комментарий: 'Дві кімнати, ближче до річки',
    rooms: '2',
    tranid: `5021:${event}`,
    formid: 'form79128',
    formname: 'Footer',
    utm_source: 'google',
  }).toString(),
});

/** A lead of Facebook's lead ads, as connectors pass it on. */
export const leadAds = ({ phone, event, name = 'Olena K' }: Person): Payload => ({
  headers: json,
  body: JSON.stringify({
    leadgen_id: String(event),
    created_time: new Date(Date.now() - 60_000).toISOString(),
    campaign_name: 'autumn',
    field_data: [
      { name: 'full_name', values: [name] },
      { name: 'phone_number', values: [phone] },
      { name: 'email', values: ['olena.koval@gmail.com'] },
      { name: 'which floor?', values: ['third'] },
    ],
  }),
});

/** The mail of a contact form, forwarded by hand. */
export const formMail = ({ phone, event, name = 'Оксана' }: Person): Payload => ({
  headers: { 'content-type': 'message/rfc822' },
  body: [
    'From: Manager <manager@agency.example>',
    'To: leads@birja.example',
    'Subject: =?UTF-8?B?RndkOiDQndC+0LLQsCDQt9Cw0Y/QstC60LA=?=',
    `Message-ID: <${event}@agency.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(
      [
        '---------- Forwarded message ---------',
        'From: Site <noreply@site.example>',
        'Date: Thu, 26 Nov 2026 10:00:00 +0200',
        'Subject: Нова заявка',
        '',
        `> Ім'я: ${name}`,
        `> Телефон: ${phone}`,
        '> E-mail: oksana@gmail.com <mailto:oksana@gmail.com>',
        '> Повідомлення:',
        '> Потрібна консультація',
        '> завтра вранці',
        '> Сторінка: https://site.example/flats',
      ].join('\r\n'),
    ).toString('base64'),
  ].join('\r\n'),
});

/** The same as a table, in the old Cyrillic encoding of Windows. */
export const tableMail = ({ phone, event }: Person): Payload => ({
  headers: { 'content-type': 'message/rfc822' },
  body: [
    'From: =?windows-1251?B?0eDp8g==?= <noreply@site.example>',
    `Message-ID: <table-${event}@site.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=windows-1251',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<html><head><style>td { color: red }</style></head><body><table>=',
    '<tr><td>=C8=EC=FF</td><td>=CE=EB=FC=E3=E0</td></tr>=',
    `<tr><td><b>=D2=E5=EB=E5=F4=EE=ED</b></td> <td>${phone}</td></tr></table></body></html>`,
  ].join('\r\n'),
});

/** VK's lead form. */
export const vkLead = ({ phone, event, secret, name = 'Анна' }: Person): Payload => ({
  headers: json,
  body: JSON.stringify({
    group_id: 179121111,
    type: 'lead_forms_new',
    event_id: `e${event}`,
    v: '5.199',
    secret,
    object: {
      lead_id: event,
      group_id: 179121111,
      user_id: 7890123,
      form_id: 2,
      form_name: 'Новостройки',
      ad_id: 0,
      answers: [
        { key: 'first_name', question: 'Имя', answer: name },
        { key: 'last_name', question: 'Фамилия', answer: 'Смирнова' },
        { key: 'phone_number', question: 'Телефон', answer: phone },
        { key: 'custom_1', question: 'Какой этаж?', answer: 'третий' },
      ],
    },
  }),
});

/** A message to VK's group, with the product that it was written about. */
export const vkMessage = (
  { text, product, ref, ...more }: { text: string; product?: string; ref?: string; [field: string]: unknown },
  { event, secret, from = 7890123 }: { event: number; secret: string; from?: number },
): Payload => ({
  headers: json,
  body: JSON.stringify({
    group_id: 179121111,
    type: 'message_new',
    event_id: `m${event}`,
    v: '5.199',
    secret,
    object: {
      message: {
        date: 1_795_000_000,
        from_id: from,
        id: event,
        version: 10_000_000 + event,
        out: 0,
        important: false,
        is_hidden: false,
        fwd_messages: [],
        attachments: product
          ? [
              {
                type: 'market',
                market: {
                  id: 3_541,
                  owner_id: -179121111,
                  title: product,
                  price: { amount: '850000000', currency: { id: 643, name: 'RUB' }, text: '8 500 000 ₽' },
                  availability: 0,
                },
              },
            ]
          : [],
        conversation_message_id: event,
        text,
        peer_id: from,
        random_id: 0,
        ...(ref === undefined ? {} : { ref, ref_source: 'ad' }),
        ...more,
      },
      client_info: { button_actions: ['text'], keyboard: true, inline_keyboard: true, lang_id: 0 },
    },
  }),
});

/** What a bot hears of a private chat. */
export const telegram = (
  message: { text?: string; contact?: { phone: string; of?: number } },
  { event, secret, chat = 555 }: { event: number; secret: string; chat?: number },
): Payload => ({
  headers: { ...json, 'x-telegram-bot-api-secret-token': secret },
  body: JSON.stringify({
    update_id: event,
    message: {
      message_id: event,
      date: 1_795_000_000,
      from: { id: chat, is_bot: false, first_name: 'Olena', language_code: 'uk' },
      chat: { id: chat, first_name: 'Olena', type: 'private' },
      ...(message.text === undefined ? {} : { text: message.text }),
      ...(message.contact
        ? {
            contact: {
              phone_number: message.contact.phone.replace('+', ''),
              first_name: 'Olena',
              user_id: message.contact.of ?? chat,
            },
          }
        : {}),
    },
  }),
});

/** CallRail's post-call webhook. */
export const callRail = ({ phone, event }: Person, more: Record<string, unknown> = {}): Payload => ({
  headers: json,
  body: JSON.stringify({
    id: event,
    resource_id: `CAL${event}`,
    answered: true,
    direction: 'inbound',
    duration: '73',
    customer_phone_number: phone,
    customer_name: 'KOVAL O',
    tracking_phone_number: '+380442358907',
    recording: `https://app.callrail.example/calls/CAL${event}/recording/redirect`,
    start_time: new Date(Date.now() - 90_000).toISOString(),
    source_name: 'Google Ads',
    utm_campaign: 'autumn',
    gclid: `click-${event}`,
    ...more,
  }),
});

/** Calltouch's, of a call that nobody took. */
export const callTouch = ({ phone, event }: Person, more: Record<string, string> = {}): Payload => ({
  headers: form,
  body: new URLSearchParams({
    id: String(event),
    callphase: 'calllost',
    callerphone: phone.replace('+', ''),
    phonenumber: '380442358907',
    duration: '0',
    timestamp: '1795000000',
    source: 'yandex',
    medium: 'cpc',
    utmCampaign: 'autumn',
    ...more,
  }).toString(),
});

/** One lead of each kind of channel. */
export const LEADS: Readonly<Record<ChannelKind, (person: Person) => Payload>> = {
  webhook: tilda,
  email: formMail,
  vk: vkLead,
  telegram: ({ phone, event, secret }) => telegram({ contact: { phone } }, { event, secret, chat: event }),
  call: (person) => callRail(person),
};
