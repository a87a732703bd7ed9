import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { PLATFORM } from './suppression.ts';

const TIMEOUT_MS = 25_000;

/**
 * Empties somebody's list.
 * @param input.seen how many contacts were on it when that was agreed to: more are not taken off unseen
 * @returns how many were taken off
 * @throws Refusal `suppression_changed` when more have come since
 */
export async function clearSuppressions(
  db: Db,
  input: Actor & { ownerId: string; seen: number; now: Date },
): Promise<number> {
  const { ownerId } = input;
  return db.prisma.$transaction(
    async (tx) => {
      const { count } = await tx.suppression.deleteMany({ where: { ownerId } });
      if (count > input.seen) throw new Refusal('suppression_changed');
      if (count > 0)
        await recordAudit(tx, {
          ...input,
          organisationId: ownerId === PLATFORM ? null : ownerId,
          action: 'suppression.cleared',
          subjectId: ownerId,
          details: { count },
        });
      return count;
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  );
}
