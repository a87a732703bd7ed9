import type pg from 'pg';
import type { Banks, BatchStep } from './banks.ts';
import { cut } from './sentences.ts';

/** Money that an admin was told to be booked is in the wallet, once, in its amount. */
export async function bankMoneyTold(owner: pg.Pool, banks: Banks): Promise<string[]> {
  const { rows } = await owner.query<{ invoice: string; amounts: string[] }>(
    `SELECT r.invoice_id AS invoice, array_agg(t.amount_minor::text) AS amounts FROM bank_receipt r
     JOIN transfer t ON t.subject_id = r.id AND t.kind = 'bank_top_up' WHERE r.invoice_id = ANY ($1) GROUP BY 1`,
    [[...banks.booked.keys()]],
  );
  const known = new Map(rows.map(({ invoice, amounts }) => [invoice, amounts.join(', ')]));
  return cut(
    [...banks.booked]
      .filter(([invoice, amount]) => known.get(invoice) !== amount)
      .map(
        ([invoice, amount]) =>
          `${amount} came for ${invoice} and was booked as ${known.get(invoice) ?? 'nothing'}`,
      ),
  );
}

/** What a batch's payouts may be, once an admin was told so much of it. */
const AFTER: Readonly<Record<BatchStep, readonly string[]>> = {
  approved: ['pending', 'sent', 'paid', 'returned'],
  sent: ['sent', 'paid', 'returned'],
  paid: ['paid', 'returned'],
  returned: ['sent', 'paid', 'returned'],
};

/** What admins were told of batches stands. */
export async function batchesTold(owner: pg.Pool, banks: Banks): Promise<string[]> {
  const { rows } = await owner.query<{ batch: string; statuses: string[] }>(
    'SELECT batch_id AS batch, array_agg(DISTINCT status) AS statuses FROM bank_payout WHERE batch_id = ANY ($1) GROUP BY 1',
    [[...banks.batches.keys()]],
  );
  const known = new Map(rows.map(({ batch, statuses }) => [batch, statuses]));
  return cut(
    [...banks.batches].flatMap(([batch, step]) => {
      const statuses = known.get(batch) ?? [];
      const fits =
        statuses.length > 0 &&
        statuses.every((status) => AFTER[step].includes(status)) &&
        (step !== 'returned' || statuses.includes('returned'));
      return fits ? [] : [`batch ${batch} was told to be ${step}; its payouts are ${statuses.join(', ')}`];
    }),
  );
}
