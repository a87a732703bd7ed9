import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Adapter, Reply } from './adapter.ts';
import { flatten, readJson, readText } from './read-fields.ts';

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

/**
 * VK's Callback API: an address is confirmed by a text, every event carries the secret, and a filled lead form is
 * `lead_forms_new`. Source: dev.vk.com, "Callback API" and "Lead forms".
 */
export const vkAdapter: Adapter = {
  read({ body }, { secrets }) {
    const said = vkEvent.safeParse(readJson(readText(body)));
    if (!said.success) throw new Refusal('channel_unreadable');
    const { type, secret, object } = said.data;
    if (type === 'confirmation')
      return { kind: 'answer', reply: { type: 'text', body: secrets.confirmation } };
    if (!isSame(secret ?? '', secrets.secret)) throw new Refusal('channel_secret_wrong');
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
        ...(userId ? { vk: `https://vk.com/id${userId}` } : {}),
      }),
      agreedAt: null,
      chat: null,
      onlyNewNumbers: false,
    };
  },
  answer: () => OK,
};

/** Questions of the form's own have a number for a key; their words say more. */
function nameOf(key: string, question: string | undefined): string {
  return /^custom/.test(key) && question ? question : key;
}

/** Compared in a time that says nothing of where they differ. */
export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
