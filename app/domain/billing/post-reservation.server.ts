import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { settleReservation } from './settle-reservation.server.ts';

/**
 * Spends what was set aside, in the caller's transaction; what is left of it goes back.
 * @param input.creditAccountId a seller's `pending`, or the platform's `stripe_clearing`
 * @param input.postedMinor minor units above zero; with the fee, no more than was set aside
 * @throws Refusal `reservation_unknown`, `reservation_settled`
 */
export function postReservation(
  tx: Queryable,
  input: Actor & {
    reservationId: string;
    postedMinor: bigint;
    feeMinor: bigint;
    creditAccountId: string;
    now: Date;
  },
): Promise<void> {
  const { postedMinor, feeMinor, creditAccountId } = input;
  return settleReservation(tx, {
    ...input,
    settlement: { outcome: 'posted', postedMinor, feeMinor, creditAccountId },
  });
}
