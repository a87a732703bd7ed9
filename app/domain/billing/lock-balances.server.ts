import type { Queryable } from '#app/platform/db.server.ts';

/**
 * Locks stored balances until the transaction ends, in the order of their ids, and reads them.
 * @returns minor units by account id; an account without a stored balance is absent
 */
export async function lockBalances(
  tx: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, bigint>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await tx.query<{ account_id: string; balance_minor: bigint }>({
    name: 'lock-balances',
    text: 'SELECT account_id, balance_minor FROM lock_balances($1)',
    values: [accountIds],
  });
  return new Map(rows.map((row) => [row.account_id, row.balance_minor]));
}
