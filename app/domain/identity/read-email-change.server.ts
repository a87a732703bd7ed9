import type { Db } from '#app/platform/platform.server.ts';
import type { WaitingEmailChange } from './email-change.ts';

/** The change of address that somebody has asked for and not confirmed yet; null where none waits. */
export async function readEmailChange(
  db: Db,
  input: { personId: string; now: Date },
): Promise<WaitingEmailChange | null> {
  const row = await db.prisma.emailChange.findFirst({
    where: { personId: input.personId, confirmedAt: null, stoppedAt: null, expiresAt: { gt: input.now } },
    orderBy: { id: 'desc' },
  });
  return row && { email: row.newEmail, until: row.expiresAt };
}
