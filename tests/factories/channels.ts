import type { ChannelKind, ChannelSettings, LeadChannel } from '#app/domain/leads/channels/channel.ts';
import { createChannel } from '#app/domain/leads/create-channel.server.ts';
import { readChannel } from '#app/domain/leads/read-channels.server.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';

export const CHANNEL_CONSENT = 'I agree to be called about my request.';

export function channelSettings(more: Partial<ChannelSettings> = {}): ChannelSettings {
  return {
    region: 'UA-30',
    channel: 'form',
    traffic: 'search',
    consent: { text: CHANNEL_CONSENT, url: 'https://site.example/form' },
    mapping: {},
    call: { leastSeconds: 0, takesMissed: true },
    bot: { question: 'What do you need?', button: 'Share my number', thanks: 'Thank you.' },
    ...more,
  };
}

export async function makeChannel(
  db: Db,
  of: { organisationId: string; offerId: string; kind: ChannelKind },
  settings: Partial<ChannelSettings> = {},
): Promise<LeadChannel> {
  const channelId = await createChannel(db, {
    ...of,
    name: 'test',
    settings: channelSettings(settings),
    confirmation: of.kind === 'vk' ? 'a1b2c3d4' : '',
    actor: 'test',
    origin: 'test',
    now: new Date(),
  });
  return present(await readChannel(db, { organisationId: of.organisationId, channelId }), 'it was made');
}
