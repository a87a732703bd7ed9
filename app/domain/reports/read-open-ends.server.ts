import { present } from '#app/kernel/assert.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** What went wrong, or waits longer than it should, and needs somebody of the exchange. */
export type OpenEnds = {
  readonly payoutsFailed: number;
  readonly mailsFailed: number;
  /** Events of Stripe that nobody worked within five minutes. */
  readonly eventsWaiting: number;
  /** Lines on which our balance at Stripe and the books do not agree. */
  readonly reconciliationOpen: number;
  /** Payments that a bank took back or asks about, to which no evidence was sent. */
  readonly chargebacksOpen: number;
  /** Money that came to the bank and that nobody has put to an invoice. */
  readonly receiptsWaiting: number;
  /** Batches of payouts to banks that wait for an admin. */
  readonly batchesWaiting: number;
  /** Entries by hand that wait for a second admin. */
  readonly correctionsWaiting: number;
  /** Costs, booked from lines of the bank, that wait for a second admin. */
  readonly costsWaiting: number;
  /** Large receipts, and costs that came back, that wait for a second admin. */
  readonly bookingsWaiting: number;
  /** Sellers, offers and disputes that a moderator has had before them for more than a day. */
  readonly sellersWaiting: number;
  readonly offersWaiting: number;
  readonly disputesWaiting: number;
};

const LATELY_MS = 30 * DAY_MS;
const EVENT_PATIENCE_MS = 5 * 60_000;

/** Failures of the last thirty days that stand, and what waits for long. */
export async function readOpenEnds(db: Queryable, input: { now: Date }): Promise<OpenEnds> {
  const { now } = input;
  const { rows } = await db.query<OpenEnds>(
    `SELECT
       (SELECT count(*) FROM payout WHERE status IN ('failed', 'reversed') AND created_at >= $1)::int AS "payoutsFailed",
       (SELECT count(*) FROM mail WHERE status = 'failed' AND created_at >= $1)::int AS "mailsFailed",
       (SELECT count(*) FROM stripe_event WHERE worked_at IS NULL AND received_at < $2)::int AS "eventsWaiting",
       (SELECT count(*) FROM reconciliation_line l WHERE settled_at IS NULL AND reconciliation_line_is_open(l) AND verdict <> 'in_flight')::int AS "reconciliationOpen",
       (SELECT count(*) FROM chargeback c WHERE status IN ('needs_response', 'warning_needs_response')
        AND NOT EXISTS (SELECT FROM chargeback_evidence e WHERE e.chargeback_id = c.id))::int AS "chargebacksOpen",
       (SELECT count(*) FROM bank_receipt WHERE status = 'waiting')::int AS "receiptsWaiting",
       (SELECT count(*) FROM bank_batch WHERE status = 'proposed')::int AS "batchesWaiting",
       (SELECT count(*) FROM correction WHERE status = 'waiting')::int AS "correctionsWaiting",
       (SELECT count(*) FROM bank_cost WHERE status = 'waiting')::int AS "costsWaiting",
       (SELECT count(*) FROM bank_booking WHERE status = 'waiting')::int AS "bookingsWaiting",
       (SELECT count(*) FROM organisation
        WHERE sells AND review_status = 'waiting' AND blocked_at IS NULL AND created_at < $3)::int AS "sellersWaiting",
       (SELECT count(*) FROM offer WHERE status = 'review' AND submitted_at < $3)::int AS "offersWaiting",
       (SELECT count(*) FROM dispute WHERE status IN ('awaiting_moderator', 'appealed')
        AND least(coalesce(replied_at, reply_until), reply_until) < $3)::int AS "disputesWaiting"`,
    [after(now, -LATELY_MS), after(now, -EVENT_PATIENCE_MS), after(now, -DAY_MS)],
  );
  return present(rows[0], 'a query of counts has a row');
}
