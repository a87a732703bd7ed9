import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Refunded } from '#app/platform/stripe-cards.server.ts';
import { platformAccount } from './accounts.ts';
import type { CardRefundStatus } from './card-refund.ts';
import { creditWallet } from './credit-wallet.server.ts';

/** `differs`: Stripe names another amount than was decided; nothing is booked. */
export type CardRefundSettled = 'sent' | 'returned' | 'known' | 'differs' | 'ignored';

type Row = {
  id: string;
  organisationId: string;
  currency: Currency;
  amountMinor: bigint;
  status: CardRefundStatus;
};

/**
 * Books what became of a refund at Stripe, however often and in whatever order it is told: one that failed, at once or days
 * later, is in the wallet again, once.
 * @param input.refunded as Stripe shows it now
 */
export function settleCardRefund(
  db: Db,
  input: Actor & { refunded: Refunded; now: Date },
): Promise<CardRefundSettled> {
  const { refunded, now } = input;
  return transact(db.pool, async (tx) => {
    const row = await lock(tx, refunded.reference);
    if (!row) return 'ignored';
    if (refunded.amountMinor !== row.amountMinor || refunded.currency !== row.currency) {
      db.log.error({ cardRefundId: row.id, refundId: refunded.id }, 'refund differs from what was decided');
      return 'differs';
    }
    if (row.status === 'failed') return 'known';
    if (refunded.status === 'failed') {
      const code = refunded.failureCode ?? 'unknown';
      await giveBack(tx, { ...input, row, code, refundId: refunded.id });
      return 'returned';
    }
    await tx.query(
      `UPDATE card_refund SET status = 'sent', stripe_refund_id = $2, asked_at = $3,
         settled_at = coalesce(settled_at, CASE WHEN $4 THEN $3::timestamptz END) WHERE id = $1`,
      [row.id, refunded.id, now, refunded.status === 'done'],
    );
    return row.status === 'sent' ? 'known' : 'sent';
  });
}

/** Brings the money of a refund that Stripe refuses back into the wallet. */
export async function failCardRefund(
  db: Db,
  input: Actor & { cardRefundId: string; code: string; now: Date },
): Promise<void> {
  await transact(db.pool, async (tx) => {
    const row = await lock(tx, input.cardRefundId);
    if (row?.status === 'pending') await giveBack(tx, { ...input, row, refundId: null });
  });
}

async function lock(tx: Tx, id: string | null): Promise<Row | null> {
  const { rows } = await tx.query<Row>(
    `SELECT id, organisation_id AS "organisationId", currency, amount_minor AS "amountMinor", status
     FROM card_refund WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

async function giveBack(
  tx: Tx,
  input: Actor & { row: Row; code: string; refundId: string | null; now: Date },
): Promise<void> {
  const { row, code, refundId, actor, origin, now } = input;
  const { id, organisationId, currency, amountMinor } = row;
  await tx.query(
    `UPDATE card_refund SET status = 'failed', failure_code = $2, asked_at = $3, settled_at = $3,
       stripe_refund_id = coalesce(stripe_refund_id, $4) WHERE id = $1`,
    [id, code, now, refundId],
  );
  await creditWallet(tx, {
    actor,
    origin,
    organisationId,
    transfer: {
      key: `card_refund_return:${id}`,
      kind: 'card_refund_return',
      debitAccountId: platformAccount('stripe_clearing', currency),
      currency,
      amountMinor,
      subjectId: id,
    },
    now,
  });
}
