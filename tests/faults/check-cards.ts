import type pg from 'pg';
import type { Cards } from './cards.ts';
import { asSentences, cut } from './sentences.ts';
import type { StripeView } from './stripe-view.ts';

/** What payers were told to be on its way back to their cards was decided, all of it. */
export async function refundsTold(owner: pg.Pool, cards: Cards): Promise<string[]> {
  const { rows } = await owner.query<{ organisation: string; amount: string }>(
    'SELECT organisation_id AS organisation, sum(amount_minor)::text AS amount FROM card_refund GROUP BY 1',
  );
  const decided = new Map(rows.map(({ organisation, amount }) => [organisation, BigInt(amount)]));
  return cut(
    [...cards.refundsTold].flatMap(([organisation, amounts]) => {
      const told = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
      const known = decided.get(organisation) ?? 0n;
      return told > known ? [`${organisation} was told of ${told} back, ${known} was decided`] : [];
    }),
  );
}

type RefundRow = Record<'id' | 'status' | 'amount', string> & { refund: string | null };

/** A refund that stands was sent once, one that failed is in the wallet again, and nothing else went back. */
export async function refundsOnce(owner: pg.Pool, view: StripeView, since: Date): Promise<string[]> {
  const byReference = Map.groupBy(view.refunds, ({ reference }) => reference);
  const { rows } = await owner.query<RefundRow>(
    `SELECT id, status, amount_minor AS amount, stripe_refund_id AS refund FROM card_refund
     WHERE id = ANY ($1) OR created_at >= $2 OR status = 'pending'`,
    [[...byReference.keys()], since],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  const sentences: string[] = [];
  for (const [reference, refunds] of byReference) {
    const [refund] = refunds;
    const row = known.get(reference);
    if (refunds.length > 1) sentences.push(`refund ${reference} was sent ${refunds.length} times`);
    if (!row || !refund) sentences.push(`Stripe sent ${reference} back, which nobody decided`);
    else if (row.amount !== String(refund.amount) || row.refund !== refund.id)
      sentences.push(`refund ${reference} of ${row.amount} was sent as ${refund.id} of ${refund.amount}`);
    else if ((row.status === 'failed') !== refund.hasFailed)
      sentences.push(
        `refund ${reference} is ${row.status}; at Stripe it ${refund.hasFailed ? 'failed' : 'stands'}`,
      );
  }
  for (const { id, status } of rows) {
    if (status === 'pending') sentences.push(`refund ${id} was neither sent nor given back`);
    else if (status === 'sent' && !byReference.has(id))
      sentences.push(`refund ${id} is sent and Stripe knows nothing of it`);
  }
  return cut(sentences);
}

type DisputeRow = Record<'dispute' | 'status' | 'withdrawn' | 'reinstated', string>;

/** A dispute is one chargeback that stands as it does at Stripe, and its money moved here as it did there. */
export async function chargebacksOnce(owner: pg.Pool, view: StripeView): Promise<string[]> {
  const { rows } = await owner.query<DisputeRow>(
    `SELECT stripe_dispute_id AS dispute, status, withdrawn_minor + cost_minor AS withdrawn, reinstated_minor + cost_returned_minor AS reinstated
     FROM chargeback WHERE stripe_dispute_id = ANY ($1)`,
    [view.disputes.map(({ id }) => id)],
  );
  const known = new Map(rows.map((row) => [row.dispute, row]));
  return cut(
    view.disputes.flatMap(({ id, status, withdrawn, reinstated }) => {
      const row = known.get(id);
      if (!row) return [`dispute ${id} is known to Stripe alone`];
      const isSame =
        row.status === status && row.withdrawn === String(withdrawn) && row.reinstated === String(reinstated);
      return isSame
        ? []
        : [
            `dispute ${id} is ${status} at Stripe, ${withdrawn} taken and ${reinstated} given back; here ${row.status}, ${row.withdrawn} and ${row.reinstated}`,
          ];
    }),
  );
}

/** A wallet is not charged beyond what its owner agreed to, and its recharges are over. */
export async function rechargesWithin(owner: pg.Pool): Promise<string[]> {
  return [
    ...(await asSentences(
      owner,
      `SELECT r.organisation_id AS id, r.month, sum(r.amount_minor) AS charged, p.ceiling_minor AS ceiling
       FROM recharge r JOIN recharge_plan p USING (organisation_id, currency) WHERE r.status = 'paid'
       GROUP BY r.organisation_id, r.month, p.ceiling_minor HAVING sum(r.amount_minor) > p.ceiling_minor`,
      (row) => `${row.id} was charged ${row.charged} by itself in a month, ${row.ceiling} allowed`,
    )),
  ];
}
