import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { readAdmins } from './read-admins.server.ts';

const MINUTE_LENGTH = 'yyyy-mm-ddThh:mm'.length;

/** Tells all admins of a change of a setting that waits, by mail; of one that was stopped meanwhile nothing is said. */
export async function tellOfSetting(db: Db, input: { key: string; now: Date }): Promise<void> {
  const { key, now } = input;
  await db.prisma.$transaction(async (tx) => {
    const row = await tx.setting.findFirst({ where: { key, waitingFrom: { gt: now } } });
    if (!row?.waitingFrom) return;
    const by = await tx.person.findUnique({ where: { id: row.updatedBy }, select: { name: true } });
    const params = {
      key,
      name: by?.name ?? row.updatedBy,
      from: row.waitingFrom.toISOString().slice(0, MINUTE_LENGTH).replace('T', ' '),
    };
    for (const recipient of await readAdmins({ prisma: tx }))
      await queueMail(tx, db, { recipient, template: 'setting_waits', params, now });
  });
}
