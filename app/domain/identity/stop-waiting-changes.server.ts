import type { PrismaTx } from '#app/platform/db.server.ts';

/**
 * Lets no link to a new address work that was sent before.
 * @returns how many waited
 */
export async function stopWaitingChanges(
  tx: PrismaTx,
  input: { personId: string; now: Date },
): Promise<number> {
  const { count } = await tx.emailChange.updateMany({
    where: { personId: input.personId, confirmedAt: null, stoppedAt: null },
    data: { stoppedAt: input.now },
  });
  return count;
}
