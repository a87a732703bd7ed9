import type { Db } from '#app/platform/platform.server.ts';

/**
 * Stops a monthly outlook; one that is stopped stays so.
 * @param input.personId whose it has to be; null for who holds its signed link
 */
export async function endOutlook(
  db: Db,
  input: { subscriptionId: string; personId: string | null; now: Date },
): Promise<void> {
  const { subscriptionId: id, personId, now } = input;
  await db.prisma.outlookSubscription.updateMany({
    where: { id, endedAt: null, ...(personId === null ? {} : { personId }) },
    data: { endedAt: now },
  });
}
