import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Adapter, Reading, Reply } from './adapter.ts';
import type { ChannelSettings } from './channel.ts';
import { phoneInText } from './phone-in-text.ts';
import { clean, flatten, readJson, readText } from './read-fields.ts';

/** What VK wants to hear; anything else it sends again. */
const OK: Reply = { type: 'text', body: 'ok' };

/** An event of any type. */
export const vkEvent = z.object({
  type: z.string(),
  secret: z.string().optional(),
  object: z.unknown().optional(),
});

/** What an event of a filled lead form holds. */
export const leadForm = z.object({
  lead_id: z.union([z.int(), z.string()]),
  user_id: z.int().optional(),
  form_name: z.string().optional(),
  answers: z.array(z.object({ key: z.string(), question: z.string().optional(), answer: z.unknown() })),
});

/** What an event of a message to the group holds. `ref` is what a link to its messages was tagged with. */
export const groupMessage = z.object({
  message: z.object({
    from_id: z.int(),
    peer_id: z.int(),
    id: z.int(),
    conversation_message_id: z.int().optional(),
    out: z.int().optional(),
    text: z.string().nullish(),
    ref: z.string().nullish(),
    attachments: z.array(z.object({ market: z.object({ title: z.string().nullish() }).nullish() })).nullish(),
  }),
});

/**
 * VK's Callback API: an address is confirmed by a text, every event carries the secret, a filled lead form is `lead_forms_new`,
 * and `message_new` is a message to the group. Source: dev.vk.com, "Callback API", "Lead forms" and "Message".
 */
export const vkAdapter: Adapter = {
  read({ body }, { settings, secrets }) {
    const said = vkEvent.safeParse(readJson(readText(body)));
    if (!said.success) throw new Refusal('channel_unreadable');
    const { type, secret, object } = said.data;
    if (type === 'confirmation')
      return { kind: 'answer', reply: { type: 'text', body: secrets.confirmation } };
    if (!isSame(secret ?? '', secrets.secret)) throw new Refusal('channel_secret_wrong');
    if (type === 'message_new') return readMessage(object, settings);
    if (type !== 'lead_forms_new') return { kind: 'answer', reply: OK };
    const form = leadForm.safeParse(object);
    if (!form.success) throw new Refusal('channel_unreadable');
    const { lead_id: leadId, user_id: userId, form_name: formName, answers } = form.data;
    const given = Object.fromEntries(
      answers.map(({ key, question, answer }) => [nameOf(key, question), answer]),
    );
    return {
      kind: 'lead',
      eventId: `lead ${leadId}`,
      fields: flatten({
        ...given,
        ...(formName ? { campaign: formName } : {}),
        ...(userId ? { vk: profileOf(userId) } : {}),
      }),
      agreedAt: null,
      chat: null,
      onlyNewNumbers: false,
    };
  },
  answer: () => OK,
};

/**
 * Somebody writes to the group: a lead once they name their number, with all that they wrote before and the product that it was
 * about. Their dialogue is with the group, which answers and asks; nothing is said from here.
 */
function readMessage(object: unknown, settings: ChannelSettings): Reading {
  const said = groupMessage.safeParse(object);
  // Refused it would be sent for ever: a message is no more than a message.
  if (!said.success) return { kind: 'answer', reply: OK };
  const { from_id: from, peer_id: peer, id, conversation_message_id: nth, out, ref } = said.data.message;
  const text = said.data.message.text ?? '';
  // Not what the group itself said, nor what is said in a chat of several.
  if (from <= 0 || peer !== from || out === 1) return { kind: 'answer', reply: OK };
  const product = (said.data.message.attachments ?? [])
    .flatMap(({ market }) => market?.title ?? [])
    .join(', ');
  const message = clean([product, text].filter((part) => part.trim() !== '').join('\n'));
  if (message === '') return { kind: 'answer', reply: OK };
  const phone = phoneInText(text, /^[A-Z]{2}(?=-|$)/.exec(settings.region)?.[0] ?? '');
  const chat = String(peer);
  if (phone === null)
    return { kind: 'heard', chat, said: { text: message, sub: clean(ref ?? '') }, reply: OK };
  return {
    kind: 'lead',
    eventId: `message ${peer} ${nth ?? id}`,
    fields: flatten({ phone, message, vk: profileOf(from), ...(ref ? { sub1: ref } : {}) }),
    agreedAt: null,
    chat,
    // Who wrote their number once may write it again.
    onlyNewNumbers: true,
  };
}

function profileOf(userId: number): string {
  return `https://vk.com/id${userId}`;
}

/** Questions of the form's own have a number for a key; their words say more. */
function nameOf(key: string, question: string | undefined): string {
  return /^custom/.test(key) && question ? question : key;
}

/** Compared in a time that says nothing of where they differ. */
export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
