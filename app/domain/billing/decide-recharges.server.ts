import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { sendRechargeJob } from './jobs.ts';
import { rechargedThisMonth } from './recharged-this-month.server.ts';

const LIMIT = 500;

type Wallet = { organisationId: string; currency: Currency };

/**
 * Decides which wallets are recharged: those that fell below their threshold, with nothing under way and room below the
 * month's ceiling. Each is written down, with the job that charges it, before anything is asked of the bank.
 * @param input.organisationIds whose wallets are looked at; null looks at all, as many as fit
 * @returns the ids of the recharges that were decided
 */
export async function decideRecharges(
  db: Db,
  input: { organisationIds: readonly string[] | null; now: Date },
): Promise<string[]> {
  const { rows } = await db.pool.query<Wallet>({
    name: 'wallets-to-recharge',
    text: `SELECT p.organisation_id AS "organisationId", p.currency
      FROM recharge_plan p JOIN account_balance b ON b.account_id = p.organisation_id || ':spendable:' || p.currency
      WHERE p.state = 'on' AND b.balance_minor < p.threshold_minor AND ($1::text[] IS NULL OR p.organisation_id = ANY ($1))
        AND NOT EXISTS (SELECT FROM recharge r WHERE r.organisation_id = p.organisation_id AND r.currency = p.currency
          AND r.status IN ('pending', 'asking'))
      ORDER BY p.organisation_id, p.currency LIMIT $2`,
    values: [input.organisationIds, LIMIT],
  });
  const decided: string[] = [];
  for (const wallet of rows) {
    const id = await transact(db.pool, (tx) => decide(db, tx, wallet, input.now));
    if (id !== null) decided.push(id);
  }
  return decided;
}

/** The plan's row is locked, so that what is counted against its ceiling stands still; the balance is read after it. */
async function decide(db: Db, tx: Tx, wallet: Wallet, now: Date): Promise<string | null> {
  const { organisationId, currency } = wallet;
  const { rows: plans } = await tx.query<{
    amount: bigint;
    threshold: bigint;
    ceiling: bigint;
    cardId: string;
  }>(
    `SELECT amount_minor AS amount, threshold_minor AS threshold, ceiling_minor AS ceiling, card_id AS "cardId"
     FROM recharge_plan WHERE organisation_id = $1 AND currency = $2 AND state = 'on' FOR NO KEY UPDATE`,
    [organisationId, currency],
  );
  const [plan] = plans;
  if (!plan) return null;
  const { month, chargedMinor } = await rechargedThisMonth(tx, { ...wallet, now });
  if (chargedMinor + plan.amount > plan.ceiling) return null;
  const id = newId('rchg', now.getTime());
  const { rowCount } = await tx.query(
    `INSERT INTO recharge (id, organisation_id, currency, amount_minor, card_id, stripe_customer_id, stripe_payment_method_id,
       month, status, created_at)
     SELECT $1, $2, $3, $4, k.id, c.stripe_customer_id, k.stripe_payment_method_id, $5::date, 'pending', $6
     FROM payment_card k JOIN payment_customer c ON c.organisation_id = k.organisation_id
     JOIN organisation g ON g.id = k.organisation_id JOIN account_balance b ON b.account_id = $2 || ':spendable:' || $3
     WHERE k.id = $7 AND k.organisation_id = $2 AND k.removed_at IS NULL AND g.blocked_at IS NULL AND g.money_frozen_at IS NULL AND b.balance_minor < $8
     ON CONFLICT (organisation_id, currency) WHERE status IN ('pending', 'asking') DO NOTHING`,
    [id, organisationId, currency, plan.amount, month, now, plan.cardId, plan.threshold],
  );
  if (rowCount !== 1) return null;
  await enqueue(db.queue, tx, sendRechargeJob, [{ rechargeId: id }]);
  return id;
}
