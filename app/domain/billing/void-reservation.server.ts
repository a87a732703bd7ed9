import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { settleReservation } from './settle-reservation.server.ts';

/**
 * Gives back what was set aside, in the caller's transaction.
 * @throws Refusal `reservation_unknown`, `reservation_settled`
 */
export function voidReservation(
  tx: Queryable,
  input: Actor & { reservationId: string; now: Date },
): Promise<void> {
  return settleReservation(tx, {
    ...input,
    settlement: { outcome: 'voided', postedMinor: 0n, feeMinor: 0n, creditAccountId: null },
  });
}
