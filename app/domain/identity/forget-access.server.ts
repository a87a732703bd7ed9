import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

const ATTEMPTS_KEPT_MS = DAY_MS;
const LINKS_KEPT_MS = 30 * DAY_MS;

/** Forgets sessions that are over, tries that no longer count, links and invitations that stopped working a month ago, and
 * changes of address that were asked for then. */
export async function forgetAccess(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  const old = after(now, -LINKS_KEPT_MS);
  await db.prisma.session.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.prisma.emailToken.deleteMany({ where: { expiresAt: { lt: old } } });
  await db.prisma.emailChange.deleteMany({ where: { createdAt: { lt: old } } });
  await db.prisma.invitation.deleteMany({ where: { expiresAt: { lt: old } } });
  await db.prisma.attemptCount.deleteMany({ where: { windowStart: { lt: after(now, -ATTEMPTS_KEPT_MS) } } });
}
