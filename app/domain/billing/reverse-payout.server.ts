import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { PassedOn } from '#app/platform/stripe.server.ts';
import { returnPayout } from './return-payout.server.ts';

type Row = { id: string; organisationId: string; currency: Currency; amountMinor: bigint; status: string };

/** `partly`: only some of it came back, which is for a person to look at; nothing is booked. */
export type Reversed = 'reversed' | 'partly' | 'known' | 'ignored';

/** Books that money passed on to a seller came back to us: it is available to the seller again. */
export function reversePayout(db: Db, input: Actor & { passedOn: PassedOn; now: Date }): Promise<Reversed> {
  const { passedOn, now } = input;
  return transact(db.pool, async (tx) => {
    const { rows } = await tx.query<Row>(
      `SELECT id, organisation_id AS "organisationId", currency, amount_minor AS "amountMinor", status
       FROM payout WHERE id = $1 FOR UPDATE`,
      [passedOn.reference],
    );
    const [payout] = rows;
    if (!payout) return 'ignored';
    if (payout.status === 'reversed' || payout.status === 'failed') return 'known';
    if (passedOn.reversedMinor !== payout.amountMinor) {
      db.log.error({ payoutId: payout.id, transferId: passedOn.id }, 'payout reversed in part');
      return 'partly';
    }
    if (payout.status === 'pending') {
      // It came back before it was noted that it had left.
      await tx.query(`UPDATE payout SET status = 'sent', stripe_transfer_id = $2 WHERE id = $1`, [
        payout.id,
        passedOn.id,
      ]);
    }
    await tx.query(`UPDATE payout SET status = 'reversed', settled_at = $2 WHERE id = $1`, [payout.id, now]);
    await returnPayout(tx, { ...payout, actor: input.actor, origin: input.origin, now });
    return 'reversed';
  });
}
