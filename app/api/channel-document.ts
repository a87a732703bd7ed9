import { z } from 'zod';
import { PASSED_OVER } from '#app/domain/leads/channels/channel.ts';
import { update } from '#app/domain/leads/channels/telegram-adapter.ts';
import { groupMessage, leadForm, vkEvent } from '#app/domain/leads/channels/vk-adapter.ts';
import { apiWords } from '#app/words/en/api.ts';
import { channelDocs as words } from '#app/words/en/channel-docs.ts';
import { CHANNEL_PREFIX } from './channel-address.ts';
import { type Json, refusalsOf, toSchema } from './document-parts.ts';
import { type ApiRefusal, COMMON_REFUSALS } from './refusals.ts';

export const CHANNEL_PATH = `${CHANNEL_PREFIX}/{token}`;

const REFUSED: readonly ApiRefusal[] = [
  'channel_unreadable',
  'channel_secret_wrong',
  'organisation_blocked',
  'channel_unknown',
  'channel_paused',
  'offer_not_active',
  'body_too_large',
  'channel_lead_refused',
  'niche_forbidden',
  ...COMMON_REFUSALS,
];

const fields = z.record(z.string(), z.unknown());

/** One operation for all kinds of channel: the address is the same, the channel says how what comes is read. */
export function channelPath(appUrl: string): Json {
  return {
    servers: [{ url: appUrl }],
    post: {
      operationId: 'sendToChannel',
      summary: words.summary,
      description: words.description,
      tags: [CHANNEL_PREFIX.slice(1)],
      security: [],
      parameters: [
        parameter('token', 'path', {
          type: 'string',
          pattern: '^[A-Za-z0-9_-]{32}$',
          description: words.token,
        }),
        parameter('x-telegram-bot-api-secret-token', 'header', {
          type: 'string',
          description: words.telegramSecret,
        }),
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              anyOf: [
                described(fields, words.bodies.webhook),
                described(fields, words.bodies.call),
                described(
                  vkEvent.extend({ object: z.union([leadForm, groupMessage]).optional() }),
                  words.bodies.vk,
                ),
                described(update, words.bodies.telegram),
              ],
            },
          },
          'application/x-www-form-urlencoded': { schema: described(fields, words.bodies.form) },
          'multipart/form-data': { schema: described(fields, words.bodies.form) },
          'message/rfc822': { schema: { type: 'string', description: words.bodies.email } },
        },
      },
      responses: {
        200: {
          description: apiWords.done,
          content: {
            'application/json': {
              schema: {
                anyOf: [
                  described(
                    z.object({ status: z.literal('accepted'), lead_id: z.string() }),
                    words.answers.accepted,
                  ),
                  described(
                    z.object({ status: z.literal('ignored'), code: z.enum(PASSED_OVER) }),
                    words.answers.ignored,
                  ),
                  described(z.object({ status: z.literal('noted') }), words.answers.noted),
                  described(
                    z.object({
                      method: z.literal('sendMessage').optional(),
                      chat_id: z.int().optional(),
                      text: z.string().optional(),
                      reply_markup: z.object({}).optional(),
                    }),
                    words.answers.telegram,
                  ),
                ],
              },
            },
            'text/plain': { schema: { type: 'string', description: words.answers.vk } },
          },
        },
        ...refusalsOf(REFUSED),
      },
    },
  };
}

function described(schema: z.ZodType, description: string): Json {
  return { description, ...toSchema(schema, 'input') };
}

function parameter(name: string, place: 'path' | 'header', schema: Json): Json {
  return { name, in: place, required: place === 'path', schema };
}
