import type { PrismaTx } from '#app/platform/db.server.ts';

/**
 * Logs a person out wherever they are logged in.
 * @param input.except the stored id of the session that goes on, if one does
 */
export async function endSessions(
  tx: PrismaTx,
  input: { personId: string; except?: string | null },
): Promise<void> {
  await tx.session.deleteMany({
    where: { personId: input.personId, ...(input.except ? { id: { not: input.except } } : {}) },
  });
}
