import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Queryable } from '#app/platform/db.server.ts';

export type TransferKind =
  | 'demo_funding'
  | 'top_up'
  | 'sale_share'
  | 'sale_fee'
  | 'hold_release'
  | 'dispute_share'
  | 'dispute_fee'
  | 'payout'
  | 'payout_return'
  | 'payout_reversal'
  | 'clawback_available'
  | 'clawback_debt'
  | 'clawback_fee'
  | 'debt_recovery'
  | 'chargeback_withdrawn'
  | 'chargeback_cost'
  | 'chargeback_freeze'
  | 'chargeback_reinstated'
  | 'chargeback_cost_returned'
  | 'chargeback_unfreeze'
  | 'chargeback_recovery'
  | 'goodwill'
  | 'correction'
  | 'reserve'
  | 'reserve_void'
  | 'reserve_post'
  | 'reserve_fee'
  | 'stripe_fee'
  | 'stripe_fee_return'
  | 'stripe_payout'
  | 'stripe_payout_return'
  | 'stripe_exchange_out'
  | 'stripe_exchange_in'
  | 'bank_cost'
  | 'bank_cost_return'
  | 'recharge'
  | 'card_refund'
  | 'card_refund_return'
  | 'bank_top_up'
  | 'bank_payout'
  | 'bank_payout_return';

export type Transfer = {
  /** What happens at most once, e.g. `sale_share:sale_…`. */
  readonly key: string;
  readonly kind: TransferKind;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** What the money is for: the id of a sale, a payment. */
  readonly subjectId: string;
};

type Refused = Error & { code?: string; constraint?: string };
const CHECK_VIOLATION = '23514';

/**
 * Posts transfers in the caller's transaction: all of them or none. A transfer that stands already is left as it
 * is, so the call may be repeated.
 * @throws Refusal `insufficient_funds` when an account that may not go below zero would
 * @throws Refusal `transfer_key_reused` when a key stands with other accounts, amount or subject
 */
export async function postTransfers(
  tx: Queryable,
  input: Actor & { transfers: readonly Transfer[]; now: Date },
): Promise<void> {
  if (input.transfers.length === 0) return;
  const rows = JSON.stringify(
    input.transfers.map((transfer) => ({
      key: transfer.key,
      kind: transfer.kind,
      debit: transfer.debitAccountId,
      credit: transfer.creditAccountId,
      currency: transfer.currency,
      amount: transfer.amountMinor.toString(),
      subject: transfer.subjectId,
    })),
  );
  const posted = await insertTransfers(tx, rows, input);
  if (posted < input.transfers.length) await refuseOtherInput(tx, rows);
}

async function insertTransfers(tx: Queryable, rows: string, input: Actor & { now: Date }): Promise<number> {
  try {
    const { rowCount } = await tx.query({
      name: 'post-transfers',
      text: `INSERT INTO transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin, created_at)
             SELECT key, kind, debit, credit, currency, amount, subject, $2, $3, $4
             FROM json_to_recordset($1) AS t (key text, kind text, debit text, credit text, currency text, amount bigint, subject text)
             ON CONFLICT (key) DO NOTHING`,
      values: [rows, input.actor, input.origin, input.now],
    });
    return rowCount ?? 0;
  } catch (error) {
    const { code, constraint } = error as Refused;
    if (code === CHECK_VIOLATION && constraint === 'account_balance_not_negative')
      throw new Refusal('insufficient_funds');
    throw error;
  }
}

async function refuseOtherInput(tx: Queryable, rows: string): Promise<void> {
  const { rows: differing } = await tx.query<{ key: string }>(
    `SELECT t.key FROM jsonb_to_recordset($1) AS t (key text, kind text, debit text, credit text, currency text, amount bigint, subject text)
     LEFT JOIN transfer stood ON stood.key = t.key
     WHERE stood.input_hash IS DISTINCT FROM transfer_input_hash(t.key, t.kind, t.debit, t.credit, t.currency, t.amount, t.subject)
     LIMIT 1`,
    [rows],
  );
  if (differing[0]) throw new Refusal('transfer_key_reused', { key: differing[0].key });
}
