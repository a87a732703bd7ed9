import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import { postTransfers, type Transfer } from './post-transfers.server.ts';
import type { Reservation } from './reservation.ts';

/** How a reservation ends. What is neither posted nor fee goes back to where it was set aside from. */
export type Settlement = {
  readonly outcome: 'posted' | 'voided';
  /** Minor units; zero both when it is voided. */
  readonly postedMinor: bigint;
  readonly feeMinor: bigint;
  readonly creditAccountId: string | null;
};

/**
 * Ends a reservation in the caller's transaction: of those who would end it, one does. Asked again with the same terms, it
 * changes nothing. `postReservation` and `voidReservation` are its two faces.
 * @throws Refusal `reservation_unknown`, `reservation_settled` when it ended otherwise before
 */
export async function settleReservation(
  tx: Queryable,
  input: Actor & { reservationId: string; settlement: Settlement; now: Date },
): Promise<void> {
  const { reservationId, settlement, now } = input;
  const { rows } = await tx.query<Reservation>(
    `SELECT id, organisation_id AS "organisationId", currency, amount_minor AS "amountMinor", purpose FROM reservation WHERE id = $1`,
    [reservationId],
  );
  const [reservation] = rows;
  if (!reservation) throw new Refusal('reservation_unknown');
  const { outcome, postedMinor, feeMinor, creditAccountId } = settlement;
  const { rows: added } = await tx.query(
    `INSERT INTO reservation_settlement (reservation_id, outcome, posted_minor, fee_minor, credit_account_id, created_at)
     VALUES ($1, $2, $3::bigint, $4::bigint, $5, $6::timestamptz) ON CONFLICT (reservation_id) DO NOTHING RETURNING reservation_id`,
    [reservationId, outcome, postedMinor, feeMinor, creditAccountId, now],
  );
  if (added.length === 0) return refuseOtherEnd(tx, reservationId, settlement);
  await postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now,
    transfers: legsOf(reservation, settlement),
  });
}

function legsOf(
  { id, organisationId, currency, amountMinor }: Reservation,
  { postedMinor, feeMinor, creditAccountId }: Settlement,
): Transfer[] {
  const spendable = accountOf(organisationId, 'spendable', currency);
  const legs: [kind: Transfer['kind'], to: string, minor: bigint][] = [
    ['reserve_post', creditAccountId ?? spendable, postedMinor],
    ['reserve_fee', platformAccount('fees', currency), feeMinor],
    ['reserve_void', spendable, amountMinor - postedMinor - feeMinor],
  ];
  return legs
    .filter(([, , minor]) => minor > 0n)
    .map(([kind, creditAccountId, minor]) => ({
      key: `${kind}:${id}`,
      kind,
      debitAccountId: accountOf(organisationId, 'reserved', currency),
      creditAccountId,
      currency,
      amountMinor: minor,
      subjectId: id,
    }));
}

async function refuseOtherEnd(tx: Queryable, id: string, asked: Settlement): Promise<void> {
  const { rows } = await tx.query<Settlement>(
    `SELECT outcome, posted_minor AS "postedMinor", fee_minor AS "feeMinor", credit_account_id AS "creditAccountId"
     FROM reservation_settlement WHERE reservation_id = $1`,
    [id],
  );
  const stands = rows[0];
  const isSame =
    stands?.outcome === asked.outcome &&
    stands.postedMinor === asked.postedMinor &&
    stands.feeMinor === asked.feeMinor &&
    stands.creditAccountId === asked.creditAccountId;
  if (!isSame) throw new Refusal('reservation_settled', { outcome: stands?.outcome ?? '' });
}
