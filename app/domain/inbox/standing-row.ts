import type { SaleWork as Row } from '#app/platform/generated/prisma/client.ts';
import type { JunkReason, NextAction, Standing, WorkState } from './work.ts';

/** The columns that hold where the work stands. */
export function standingColumns(standing: Standing) {
  const { state, ...rest } = standing;
  return { outcome: state, ...rest };
}

export function toStanding(
  row: Omit<Row, 'organisationId' | 'updatedAt' | 'heat' | 'soldAt' | 'ended'>,
): Standing {
  return {
    state: row.outcome as WorkState,
    junkReason: row.junkReason as JunkReason | null,
    ownerId: row.ownerId,
    nextAction: row.nextAction as NextAction | null,
    nextAt: row.nextAt,
    attemptCount: row.attemptCount,
    firstTriedAt: row.firstTriedAt,
  };
}
