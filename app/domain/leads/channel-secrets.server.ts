import { sealedSecrets } from '#app/platform/reseal.server.ts';

/** What an inbound channel is reached by, and what proves who writes. */
export const channelSecrets = sealedSecrets('lead_channel', ['id'], 'sealed', (row) => String(row.id));

/** What somebody wrote to a bot before they gave their number. */
export const channelDialogues = sealedSecrets(
  'channel_dialogue',
  ['channel_id', 'chat_hash'],
  'sealed',
  // A hash is read as PostgreSQL writes bytes, `\x` before the digits.
  (row) => `${row.channel_id}:${String(row.chat_hash).slice(2)}`,
  { chat_hash: 'bytea' },
);
