import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** A wallet whose bank asks for its cardholder before it recharges it, and what can be spent from it meanwhile. */
export type AskedWallet = {
  readonly rechargeId: string;
  readonly organisationId: string;
  readonly currency: Currency;
  readonly balanceMinor: bigint;
};

const LIMIT = 2_000;

/** All wallets whose recharge waits for a cardholder: few, since each waits three days at most. */
export async function readAskedWallets(db: Queryable): Promise<AskedWallet[]> {
  const { rows } = await db.query<AskedWallet>(
    `SELECT r.id AS "rechargeId", r.organisation_id AS "organisationId", r.currency, b.balance_minor AS "balanceMinor"
     FROM recharge r JOIN account_balance b ON b.account_id = r.organisation_id || ':spendable:' || r.currency
     WHERE r.status = 'asking' ORDER BY r.id LIMIT $1`,
    [LIMIT],
  );
  return rows;
}
