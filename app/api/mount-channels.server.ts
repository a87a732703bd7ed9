import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LeadChannel } from '#app/domain/leads/channels/channel.ts';
import type { Intake, Taken } from '#app/domain/leads/intake.ts';
import { readChannelAt } from '#app/domain/leads/read-channels.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { SECOND_MS } from '#app/kernel/time.ts';
import { addressBlock } from '#app/platform/address-block.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { CHANNEL_PREFIX } from './channel-address.ts';
import { answerError, RATE_WINDOW_S, refuseTooMany } from './mount.server.ts';
import { receiveEvent } from './receive-event.ts';

/** A forwarded form mail with the pictures of its signature; all else is far smaller. */
const MAIL_LIMIT_BYTES = 512 * 1024;
const BODY_LIMIT_BYTES = 64 * 1024;
/** A mail costs as much to read as so many other requests; those of all channels of a seller count together. */
const MAIL_COST = 20;
const TOKEN = /^[A-Za-z0-9_-]{32}$/;
/** Tokens that led somewhere are looked up whatever else comes from their sender's address. */
const KNOWN_MOST = 10_000;

const CHANNEL = Symbol('channel');
type WithChannel = FastifyRequest & { [CHANNEL]?: LeadChannel };

/**
 * Mounts the addresses by which leads come in from other senders than the API's: the token in the address says which channel
 * it is, whatever the body.
 * @param options.ratePerSecond requests a second of one channel; and of one address that knows none, which are refused without a
 *   look-up then; of mails a twentieth
 */
export async function mountChannels(
  app: FastifyInstance,
  options: { db: Db; takeLead: (intake: Intake) => Promise<Taken>; ratePerSecond: number },
): Promise<void> {
  const { db, takeLead, ratePerSecond } = options;
  await app.register(
    async (channels) => {
      channels.removeAllContentTypeParsers();
      channels.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      channels.setErrorHandler((error: Error, request, reply) => answerError(error, request, reply));
      channels.setNotFoundHandler((request, reply) => answerError(new Refusal('not_found'), request, reply));
      const limit = channels.createRateLimit({
        max: (request) => (RATE_WINDOW_S * ratePerSecond) / (mailerOf(request) ? MAIL_COST : 1),
        timeWindow: RATE_WINDOW_S * SECOND_MS,
        keyGenerator: (request) =>
          mailerOf(request) ?? (request as WithChannel)[CHANNEL]?.id ?? addressBlock(request.ip),
      });
      const known = new Set<string>();
      const limitStrangers = channels.createRateLimit({
        max: RATE_WINDOW_S * ratePerSecond,
        timeWindow: RATE_WINDOW_S * SECOND_MS,
        keyGenerator: (request) => addressBlock(request.ip),
      });
      channels.route<{ Params: { token: string } }>({
        method: 'POST',
        url: '/:token',
        bodyLimit: MAIL_LIMIT_BYTES,
        onRequest: async (request, reply) => {
          const { token } = request.params;
          // Who guesses tokens is counted by address, before anything is looked up for them.
          if (!known.has(token)) await refuseTooMany(limitStrangers, request, reply);
          const found = TOKEN.test(token) ? await readChannelAt(db, { token }) : null;
          if (found) {
            (request as WithChannel)[CHANNEL] = found.channel;
            if (known.size >= KNOWN_MOST) known.clear();
            known.add(token);
            // Senders share addresses, so each channel is counted by itself.
            await refuseTooMany(limit, request, reply);
          } else known.delete(token);
          if (!found) throw new Refusal('channel_unknown');
          if (found.isBlocked) throw new Refusal('organisation_blocked');
        },
        handler: (request, reply) => take(request, reply, { db, takeLead }),
      });
    },
    { prefix: CHANNEL_PREFIX },
  );
}

/** Whose mails are counted together; null for what is no mail. */
function mailerOf(request: FastifyRequest): string | null {
  const channel = (request as WithChannel)[CHANNEL];
  return channel?.kind === 'email' ? `mail ${channel.organisationId}` : null;
}

async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  { db, takeLead }: { db: Db; takeLead: (intake: Intake) => Promise<Taken> },
): Promise<FastifyReply> {
  const channel = (request as WithChannel)[CHANNEL];
  if (!channel) throw new Refusal('channel_unknown');
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (channel.kind !== 'email' && body.length > BODY_LIMIT_BYTES) throw new Refusal('body_too_large');
  const { reply: answer } = await receiveEvent(
    { db, takeLead, now: new Date() },
    {
      channel,
      isTest: false,
      arrival: {
        body,
        contentType: request.headers['content-type'] ?? '',
        secretHeader: String(request.headers['x-telegram-bot-api-secret-token'] ?? ''),
      },
    },
  );
  if (answer.type === 'text') return reply.type('text/plain; charset=utf-8').send(answer.body);
  return reply.type('application/json').send(JSON.stringify(answer.body));
}
