import { lookupHash, sealSecret, unsealSecret } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Said } from './channels/adapter.ts';

const TEXT_LIMIT = 4_000;

type Chat = { readonly channelId: string; readonly chat: string };

/** Keeps, sealed, what somebody wrote to a bot: it belongs to the lead that they become when they give their number. */
export async function rememberSaid(db: Db, input: Chat & { said: Said; now: Date }): Promise<void> {
  const { channelId, said, now } = input;
  const chatHash = hashOf(db, input);
  const earlier = await recallSaid(db, input);
  // A new start asks anew; what follows it is one message, however many it was sent in. An event that is sent again says nothing new.
  const isSaid = earlier?.text === said.text || earlier?.text.endsWith(`\n${said.text}`);
  const kept: Said =
    said.text === ''
      ? said
      : {
          sub: said.sub || (earlier?.sub ?? ''),
          text: isSaid
            ? (earlier?.text ?? '')
            : [earlier?.text, said.text].filter(Boolean).join('\n').slice(0, TEXT_LIMIT),
        };
  await db.pool.query(
    `INSERT INTO channel_dialogue (channel_id, chat_hash, sealed, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (channel_id, chat_hash) DO UPDATE SET sealed = excluded.sealed, at = excluded.at`,
    [
      channelId,
      chatHash,
      sealSecret(db.keys.encryption, JSON.stringify(kept), contextOf(channelId, chatHash)),
      now,
    ],
  );
}

/** What was said in a chat so far, or null. */
export async function recallSaid(db: Db, chat: Chat): Promise<Said | null> {
  const chatHash = hashOf(db, chat);
  const { rows } = await db.pool.query<{ sealed: Buffer }>(
    'SELECT sealed FROM channel_dialogue WHERE channel_id = $1 AND chat_hash = $2',
    [chat.channelId, chatHash],
  );
  if (!rows[0]) return null;
  return JSON.parse(
    unsealSecret(db.keys.encryption, rows[0].sealed, contextOf(chat.channelId, chatHash)),
  ) as Said;
}

/** Forgets a chat: the lead holds what was said. */
export async function forgetSaid(db: Db, chat: Chat): Promise<void> {
  await db.pool.query('DELETE FROM channel_dialogue WHERE channel_id = $1 AND chat_hash = $2', [
    chat.channelId,
    hashOf(db, chat),
  ]);
}

function hashOf(db: Db, { channelId, chat }: Chat): Buffer {
  return lookupHash(db.keys.lookup, 'channel-chat', `${channelId}\n${chat}`);
}

function contextOf(channelId: string, chatHash: Buffer): string {
  return `${channelId}:${chatHash.toString('hex')}`;
}
