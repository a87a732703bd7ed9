import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { sealSecrets, toChannel } from './channel-row.server.ts';
import type { ChannelSettings, LeadChannel } from './channels/channel.ts';

/**
 * Changes what is given of a channel. Paused, its requests are refused and their senders try again later.
 * @throws Refusal `channel_unknown`
 */
export async function updateChannel(
  db: Db,
  input: Actor & {
    organisationId: string;
    channelId: string;
    change: {
      name?: string;
      settings?: ChannelSettings;
      confirmation?: string;
      status?: LeadChannel['status'];
    };
    now: Date;
  },
): Promise<void> {
  const { organisationId, channelId, change } = input;
  const { name, settings, confirmation, status } = change;
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM lead_channel WHERE id = ${channelId} FOR NO KEY UPDATE`;
    const row = await tx.leadChannel.findFirst({ where: { id: channelId, organisationId, deletedAt: null } });
    if (!row) throw new Refusal('channel_unknown');
    const { secrets } = toChannel(db, row);
    await tx.leadChannel.update({
      where: { id: channelId },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(settings === undefined ? {} : { settings }),
        ...(confirmation === undefined
          ? {}
          : { sealed: sealSecrets(db, channelId, { ...secrets, confirmation }) }),
        ...(status === undefined ? {} : { status }),
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'channel.changed',
      subjectId: channelId,
      details: { status, consent: settings?.consent.text },
    });
  });
}
