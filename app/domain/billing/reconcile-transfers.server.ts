import { after } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { noteLine } from './note-line.server.ts';
import { IN_FLIGHT_MS, type Verdict } from './reconciliation.ts';

/** Transfers without a line that one run looks at. */
const LIMIT = 10_000;
/** Booked from Stripe's lines themselves, or together with one. */
const FROM_LINES = [
  'stripe_fee',
  'stripe_fee_return',
  'stripe_payout',
  'stripe_payout_return',
  'stripe_exchange_out',
  'stripe_exchange_in',
  'chargeback_cost',
  'chargeback_cost_returned',
];

type Row = {
  key: string;
  kind: string;
  currency: string;
  oursMinor: bigint;
  at: Date;
  /** Booked out and back, and Stripe never had it. */
  isCancelled: boolean;
  isPending: boolean;
};

/**
 * Writes down which transfers on the clearing accounts no line of Stripe's stands for, and that those which one stands for
 * by now are settled.
 */
export async function reconcileTransfers(
  db: Db,
  input: { runId: string; from: Date; until: Date; now: Date },
): Promise<void> {
  const { runId, from, until, now } = input;
  await db.pool.query(
    `UPDATE reconciliation_line ours SET verdict = 'matched', settled_at = $1, run_id = $2, stripe_minor = theirs.stripe_minor
     FROM reconciliation_line theirs
     WHERE starts_with(ours.id, 'transfer:') AND ours.settled_at IS NULL AND theirs.transfer_key = ours.transfer_key
       AND theirs.id <> ours.id AND theirs.verdict IN ('matched', 'amount_differs')`,
    [now, runId],
  );
  const { rows } = await db.pool.query<Row>(
    `SELECT t.key, t.kind, t.currency, t.created_at AS at,
       CASE WHEN t.debit_account_id = a.id THEN t.amount_minor ELSE -t.amount_minor END AS "oursMinor",
       coalesce(p.status = 'failed' AND p.stripe_transfer_id IS NULL OR f.status = 'failed' AND f.stripe_refund_id IS NULL, false) AS "isCancelled",
       coalesce(p.status = 'pending' OR f.status = 'pending', false) AS "isPending"
     FROM account a JOIN transfer t ON t.debit_account_id = a.id OR t.credit_account_id = a.id
     LEFT JOIN payout p ON p.id = t.subject_id LEFT JOIN card_refund f ON f.id = t.subject_id
     WHERE a.kind = 'stripe_clearing' AND t.created_at >= $1 AND t.created_at < $2 AND NOT t.kind = ANY ($3)
       AND NOT EXISTS (SELECT FROM reconciliation_line l WHERE l.transfer_key = t.key AND (l.settled_at IS NOT NULL OR l.verdict IN ('amount_differs', 'unknown')))
     ORDER BY t.id LIMIT $4`,
    [from, until, FROM_LINES, LIMIT],
  );
  for (const row of rows) {
    await noteLine(db.pool, {
      id: `transfer:${row.key}`,
      runId,
      source: 'stripe',
      type: row.kind,
      currency: row.currency,
      stripeMinor: null,
      oursMinor: row.oursMinor,
      feeMinor: 0n,
      transferKey: row.key,
      verdict: verdictOf(row, now),
      happenedAt: row.at,
      now,
    });
  }
}

function verdictOf({ isCancelled, isPending, at }: Row, now: Date): Verdict {
  if (isCancelled) return 'cancelled';
  return isPending || at > after(now, -IN_FLIGHT_MS) ? 'in_flight' : 'missing_there';
}
