import type { Db } from '#app/platform/platform.server.ts';
import type { BalanceLine } from '#app/platform/stripe.server.ts';
import { isOfDispute } from './reconciliation.ts';

/** What the clearing account says of a line of Stripe's; minor units, below zero for what left. */
export type Counterpart = { readonly transferKey: string; readonly oursMinor: bigint };

/**
 * The transfer on the clearing account that a line of Stripe's balance stands for: by the id of ours that the payment, refund
 * or transfer carries, else by Stripe's own ids that our rows note.
 * @returns null when there is none
 */
export async function findCounterpart(db: Db, line: BalanceLine): Promise<Counterpart | null> {
  const subject = await subjectOf(db, line);
  if (subject === null) return null;
  const clearing = `platform:stripe_clearing:${line.currency}`;
  const dispute = line.amountMinor < 0n ? 'chargeback_withdrawn' : 'chargeback_reinstated';
  const { rows } = await db.pool.query<Counterpart>(
    `SELECT key AS "transferKey", CASE WHEN debit_account_id = $2 THEN amount_minor ELSE -amount_minor END AS "oursMinor"
     FROM transfer WHERE subject_id = $1 AND $2 IN (debit_account_id, credit_account_id) AND (debit_account_id = $2) = ($3::bigint > 0)
       AND ($4::text IS NULL OR kind = $4)
       AND NOT EXISTS (SELECT FROM reconciliation_line l WHERE l.transfer_key = transfer.key AND l.verdict = 'matched'
         AND l.id <> $5 AND NOT starts_with(l.id, 'transfer:'))
     ORDER BY abs(amount_minor - abs($3::bigint)), id LIMIT 1`,
    [subject, clearing, line.amountMinor, isOfDispute(line) ? dispute : null, line.id],
  );
  return rows[0] ?? null;
}

async function subjectOf(db: Db, line: BalanceLine): Promise<string | null> {
  const { paymentIntentId, sourceId, transferId, reference } = line;
  if (isOfDispute(line)) {
    const row = await db.prisma.chargeback.findUnique({ where: { stripeDisputeId: sourceId ?? '' } });
    return row?.id ?? null;
  }
  if (transferId !== null) {
    const part = await db.prisma.payoutReversal.findUnique({ where: { stripeReversalId: sourceId ?? '' } });
    if (part) return part.id;
    const row = await db.prisma.payout.findUnique({ where: { stripeTransferId: transferId } });
    if (row) return row.id;
  }
  if (reference !== null) return reference;
  // What left for a card is known by its own reference alone: the payment is the one that came in.
  if (paymentIntentId === null || line.amountMinor < 0n) return null;
  return (await db.prisma.cardCharge.findUnique({ where: { paymentIntentId } }))?.id ?? null;
}
