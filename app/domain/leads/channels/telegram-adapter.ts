import { z } from 'zod';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Adapter, Arrival, Reply } from './adapter.ts';
import type { ChannelSettings } from './channel.ts';
import { clean, flatten, readJson, readText } from './read-fields.ts';
import { isSame } from './vk-adapter.ts';

/** What Telegram wants to hear of an update that nothing is said to. */
const NOTHING: Reply = { type: 'json', body: {} };

/** As much of an update as is read. */
export const update = z.object({
  update_id: z.int(),
  message: z
    .object({
      chat: z.object({ id: z.int(), type: z.string() }),
      from: z.object({ id: z.int(), language_code: z.string().optional() }).optional(),
      text: z.string().optional(),
      contact: z
        .object({
          phone_number: z.string(),
          first_name: z.string().optional(),
          last_name: z.string().optional(),
          user_id: z.int().optional(),
        })
        .optional(),
    })
    .optional(),
});

const START = /^\/start(?:@\w+)?(?:\s+(\S{1,64}))?/;

/**
 * A bot of the seller's: it asks what is wanted, shows the wording of consent above a button that shares one's number, and
 * the number makes the lead. It answers in the answer to the update, so no token of the bot is needed here.
 * Source: core.telegram.org/bots/api, "setWebhook", "Making requests when getting updates", "KeyboardButton".
 */
export const telegramAdapter: Adapter = {
  read(arrival, { settings, secrets }) {
    if (!isSame(arrival.secretHeader, secrets.secret)) throw new Refusal('channel_secret_wrong');
    const { update_id: updateId, message } = readUpdate(arrival);
    if (message?.chat.type !== 'private') return { kind: 'answer', reply: NOTHING };
    const { chat, contact, from, text } = message;
    if (contact && from && contact.user_id === from.id) {
      return {
        kind: 'lead',
        eventId: `update ${updateId}`,
        fields: flatten({
          phone: contact.phone_number.replace(/^(?=\d)/, '+'),
          first_name: contact.first_name,
          last_name: contact.last_name,
          language: from.language_code?.slice(0, 2),
        }),
        agreedAt: null,
        chat: String(chat.id),
        onlyNewNumbers: false,
      };
    }
    const start = START.exec(text ?? '');
    if (start)
      return {
        kind: 'heard',
        chat: String(chat.id),
        said: { text: '', sub: clean(start[1] ?? '') },
        reply: say(chat.id, settings.bot.question),
      };
    // What is no text, and a number that is somebody else's, is asked for once more.
    if (text === undefined) return { kind: 'answer', reply: askNumber(chat.id, settings) };
    return {
      kind: 'heard',
      chat: String(chat.id),
      said: { text: clean(text), sub: '' },
      reply: askNumber(chat.id, settings),
    };
  },
  answer(result, arrival, settings) {
    const chatId = readUpdate(arrival).message?.chat.id ?? 0;
    if (result.outcome === 'refused') return askNumber(chatId, settings);
    return say(chatId, settings.bot.thanks, { remove_keyboard: true });
  },
};

function readUpdate({ body }: Arrival): z.output<typeof update> {
  const parsed = update.safeParse(readJson(readText(body)));
  if (!parsed.success) throw new Refusal('channel_unreadable');
  return parsed.data;
}

function say(chatId: number, text: string, keyboard?: object): Reply {
  return {
    type: 'json',
    body: { method: 'sendMessage', chat_id: chatId, text, ...(keyboard ? { reply_markup: keyboard } : {}) },
  };
}

/** The wording stands right above the button: pressing it agrees to it. */
function askNumber(chatId: number, { consent, bot }: ChannelSettings): Reply {
  return say(chatId, consent.text, {
    keyboard: [[{ text: bot.button, request_contact: true }]],
    resize_keyboard: true,
    one_time_keyboard: true,
  });
}
