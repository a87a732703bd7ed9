import type { Currency } from '#app/kernel/money.ts';
import type { Queryable } from '#app/platform/db.server.ts';

/** What an organisation can spend in a currency, in minor units. */
export type Spendable = { readonly currency: Currency; readonly spendable: bigint };

/**
 * What an organisation can spend, a row per currency in which it has a wallet. These balances are stored: asked on every page, it costs
 * the same however much was bought or sold, which the whole wallet (`readWallet`) does not.
 */
export async function readSpendable(db: Queryable, organisationId: string): Promise<Spendable[]> {
  const { rows } = await db.query<Spendable>(
    `SELECT a.currency, b.balance_minor AS spendable FROM account a JOIN account_balance b ON b.account_id = a.id
     WHERE a.organisation_id = $1 AND a.kind = 'spendable' ORDER BY a.currency`,
    [organisationId],
  );
  return rows;
}
