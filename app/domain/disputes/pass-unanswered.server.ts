import type { Db } from '#app/platform/platform.server.ts';

/**
 * Hands disputes whose seller did not answer in time to a moderator. One that is answered or ruled at this moment is
 * waited for, and left as it then is.
 * @returns how many there were
 */
export async function passUnanswered(db: Db, input: { now: Date }): Promise<number> {
  const { count } = await db.prisma.dispute.updateMany({
    where: { status: 'awaiting_seller', replyUntil: { lte: input.now } },
    data: { status: 'awaiting_moderator' },
  });
  return count;
}
