import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

const GIVE_UP_MS = DAY_MS;
const KEPT_MS = 30 * DAY_MS;

/** Gives up mails that could not be sent for a day, and forgets after a month that one was written at all. */
export async function forgetMail(db: Db, input: { now: Date }): Promise<void> {
  const { mail } = db.prisma;
  await mail.updateMany({
    where: { status: 'pending', createdAt: { lt: after(input.now, -GIVE_UP_MS) } },
    data: { status: 'failed', errorCode: 'gave_up', sealed: null },
  });
  await mail.deleteMany({
    where: { status: { not: 'pending' }, createdAt: { lt: after(input.now, -KEPT_MS) } },
  });
}
