import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { sealSecrets } from './channel-row.server.ts';

const FORGOTTEN = { token: '', secret: '', confirmation: '' };

/**
 * Closes a way in for good: its address leads nowhere, and its secrets and what was said to it without a number are forgotten.
 * @throws Refusal `channel_unknown`
 */
export async function deleteChannel(
  db: Db,
  input: Actor & { organisationId: string; channelId: string; now: Date },
): Promise<void> {
  const { organisationId, channelId, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.leadChannel.updateMany({
      where: { id: channelId, organisationId, deletedAt: null },
      data: { deletedAt: now, status: 'paused', sealed: sealSecrets(db, channelId, FORGOTTEN) },
    });
    if (count === 0) throw new Refusal('channel_unknown');
    await tx.channelDialogue.deleteMany({ where: { channelId } });
    await recordAudit(tx, { ...input, action: 'channel.deleted', subjectId: channelId, details: {} });
  });
}
