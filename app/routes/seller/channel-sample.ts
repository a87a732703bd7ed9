import type { ChannelKind, LeadChannel } from '#app/domain/leads/channels/channel.ts';

export type Sample = { readonly contentType: string; readonly body: string };

const PHONE = '+380442358907';
const JSON_TYPE = 'application/json';

/** A request as the sender of a kind makes it, with a number that is an office's. */
export function channelSample({ kind, secrets }: Pick<LeadChannel, 'kind' | 'secrets'>): Sample {
  const samples: Record<ChannelKind, () => Sample> = {
    webhook: () => ({
      contentType: JSON_TYPE,
      body: write({
        name: 'Olena',
        phone: PHONE,
        comment: 'two rooms',
        utm_campaign: 'autumn',
        click_id: 'click-1041',
      }),
    }),
    email: () => ({
      contentType: 'message/rfc822',
      body: [
        'From: Site <noreply@site.example>',
        'Subject: Request',
        'Message-ID: <sample@site.example>',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Name: Olena',
        `Phone: ${PHONE}`,
        'Message: Two rooms',
      ].join('\n'),
    }),
    vk: () => ({
      contentType: JSON_TYPE,
      body: write({
        type: 'lead_forms_new',
        group_id: 1,
        secret: secrets.secret,
        object: {
          lead_id: 1,
          form_name: 'autumn',
          answers: [
            { key: 'first_name', question: 'Name', answer: 'Olena' },
            { key: 'phone_number', question: 'Phone', answer: PHONE },
          ],
        },
      }),
    }),
    telegram: () => ({
      contentType: JSON_TYPE,
      body: write({
        update_id: 1,
        message: {
          chat: { id: 1, type: 'private' },
          from: { id: 1, language_code: 'uk' },
          contact: { phone_number: PHONE, first_name: 'Olena', user_id: 1 },
        },
      }),
    }),
    call: () => ({
      contentType: JSON_TYPE,
      body: write({
        id: 'CAL1041',
        direction: 'inbound',
        answered: true,
        duration: 73,
        customer_phone_number: PHONE,
        tracking_phone_number: '+380442000000',
        recording: 'https://calls.example/CAL1041.mp3',
        utm_campaign: 'autumn',
      }),
    }),
  };
  return samples[kind]();
}

function write(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
