import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import type { CardPayment } from '#app/platform/stripe-cards.server.ts';
import { platformAccount } from './accounts.ts';
import { creditWallet } from './credit-wallet.server.ts';
import { rechargeMovedJob } from './jobs.ts';
import { noteCharge } from './note-charge.server.ts';
import type { RechargeStatus } from './recharge.ts';

/** `known`: it stands so already. `differs`: Stripe names another amount or payment than was decided; nothing is booked. */
export type RechargeSettled =
  | 'credited'
  | 'asked'
  | 'declined'
  | 'canceled'
  | 'waiting'
  | 'known'
  | 'differs'
  | 'ignored';

type Row = {
  id: string;
  organisationId: string;
  currency: Currency;
  amountMinor: bigint;
  status: RechargeStatus;
  paymentIntentId: string | null;
  brand: string;
  last4: string;
};

/**
 * Books what became of a recharge. However often, by whom and in whatever order it is told, a paid one is credited once: also
 * one that was thought to be declined. A bank that asks for its cardholder, and one that declines, halt what recharges by itself.
 * @param input.payment as Stripe shows it now, not as an event once showed it
 */
export function settleRecharge(
  db: Db,
  input: Actor & { payment: CardPayment; now: Date },
): Promise<RechargeSettled> {
  const { payment, now } = input;
  return transact(db.pool, async (tx) => {
    const row = await lockRecharge(tx, payment.reference);
    if (!row) return 'ignored';
    if (!isOf(row, payment)) {
      db.log.error({ rechargeId: row.id, paymentId: payment.id }, 'payment differs from its recharge');
      return 'differs';
    }
    if (row.status === 'paid') return 'known';
    if (payment.status === 'paid') return credit(db, tx, row, input);
    if (row.status === 'declined' || row.status === 'canceled') return 'known';
    switch (payment.status) {
      case 'asks':
        if (row.status === 'asking') return 'known';
        await move(db, tx, { row, status: 'asking', code: 'authentication_required', payment, now });
        return 'asked';
      case 'declined':
        await move(db, tx, {
          row,
          status: 'declined',
          code: payment.declineCode ?? 'card_declined',
          payment,
          now,
        });
        return 'declined';
      case 'canceled':
        await move(db, tx, { row, status: 'canceled', code: 'not_confirmed', payment, now });
        return 'canceled';
      default:
        return 'waiting';
    }
  });
}

/**
 * Ends a recharge that Stripe does not know of, or refuses as such.
 * @param input.code Stripe's reason, or ours
 */
export async function failRecharge(
  db: Db,
  input: Actor & { rechargeId: string; status: 'declined' | 'canceled'; code: string; now: Date },
): Promise<void> {
  const { rechargeId, status, code, now } = input;
  await transact(db.pool, async (tx) => {
    const row = await lockRecharge(tx, rechargeId);
    if (row?.status !== 'pending') return;
    await move(db, tx, { row, status, code, payment: null, now });
  });
}

/** The plan is locked first, as by who decides: both then lock in the same order. */
async function lockRecharge(tx: Tx, id: string | null): Promise<Row | null> {
  await tx.query(
    `SELECT FROM recharge_plan p JOIN recharge r ON r.organisation_id = p.organisation_id AND r.currency = p.currency
     WHERE r.id = $1 FOR NO KEY UPDATE OF p`,
    [id],
  );
  const { rows } = await tx.query<Row>(
    `SELECT r.id, r.organisation_id AS "organisationId", r.currency, r.amount_minor AS "amountMinor", r.status,
       r.payment_intent_id AS "paymentIntentId", k.brand, k.last4
     FROM recharge r JOIN payment_card k ON k.id = r.card_id WHERE r.id = $1 FOR NO KEY UPDATE OF r`,
    [id],
  );
  return rows[0] ?? null;
}

function isOf(row: Row, payment: CardPayment): boolean {
  return (
    (row.paymentIntentId === null || row.paymentIntentId === payment.id) &&
    row.amountMinor === payment.amountMinor &&
    row.currency === payment.currency
  );
}

async function credit(
  db: Db,
  tx: Tx,
  row: Row,
  { payment, actor, origin, now }: Parameters<typeof settleRecharge>[1],
): Promise<RechargeSettled> {
  const { id, organisationId, currency, amountMinor } = row;
  await tx.query(
    `UPDATE recharge SET status = 'paid', payment_intent_id = $2, decline_code = NULL, settled_at = $3 WHERE id = $1`,
    [id, payment.id, now],
  );
  await creditWallet(tx, {
    actor,
    origin,
    organisationId,
    transfer: {
      key: `recharge:${id}`,
      kind: 'recharge',
      debitAccountId: platformAccount('stripe_clearing', currency),
      currency,
      amountMinor,
      subjectId: id,
    },
    now,
  });
  await noteCharge(tx, { ...row, paymentIntentId: payment.id, card: row, now });
  if (row.status === 'asking') {
    // The cardholder has confirmed: what was halted for that goes on.
    await tx.query(
      `UPDATE recharge_plan SET state = 'on', halt_code = NULL, updated_at = $3
       WHERE organisation_id = $1 AND currency = $2 AND state = 'halted' AND halt_code = 'authentication_required'`,
      [organisationId, currency, now],
    );
  }
  await enqueue(db.queue, tx, rechargeMovedJob, [{ rechargeId: id }]);
  return 'credited';
}

async function move(
  db: Db,
  tx: Tx,
  input: {
    row: Row;
    status: 'asking' | 'declined' | 'canceled';
    code: string;
    payment: CardPayment | null;
    now: Date;
  },
): Promise<void> {
  const { row, status, code, payment, now } = input;
  await tx.query(
    `UPDATE recharge SET status = $2, decline_code = $3, payment_intent_id = coalesce($4, payment_intent_id), settled_at = $5
     WHERE id = $1`,
    [row.id, status, code, payment?.id ?? null, status === 'asking' ? null : now],
  );
  await tx.query(
    `UPDATE recharge_plan SET state = 'halted', halt_code = $3, updated_at = $4
     WHERE organisation_id = $1 AND currency = $2
       AND (state = 'on' AND $5 <> 'canceled' OR state = 'halted' AND halt_code = 'authentication_required')`,
    [row.organisationId, row.currency, code, now, status],
  );
  await enqueue(db.queue, tx, rechargeMovedJob, [{ rechargeId: row.id }]);
}
